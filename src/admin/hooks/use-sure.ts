import { usePrompt } from "@medusajs/ui"

import { useText } from "./use-text"

type Question = {
  title: string
  text: string
  confirm: string
  /** To be typed, where much would be lost. */
  name?: string
}

/** Asks before something is taken away. */
export function useSure() {
  const prompt = usePrompt()
  const { say } = useText()
  return ({ title, text, confirm, name }: Question): Promise<boolean> =>
    prompt({
      title,
      description: text,
      variant: "danger",
      confirmText: confirm,
      cancelText: say("common.cancel"),
      ...(name
        ? {
            verificationText: name,
            verificationInstruction: say("common.typeName"),
          }
        : {}),
    })
}
