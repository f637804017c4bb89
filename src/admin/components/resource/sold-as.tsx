import { XMarkMini } from "@medusajs/icons"
import { Button, IconButton, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { z } from "zod"

import { type SoldAs as Sold, useSoldAs } from "../../hooks/catalog"
import { useAction } from "../../hooks/use-action"
import { useForms } from "../../hooks/use-forms"
import { useSure } from "../../hooks/use-sure"
import { useText } from "../../hooks/use-text"
import { bookings } from "../../lib/sdk"
import { LINK } from "../common/labels"
import { EditDrawer } from "../common/modals"
import { Section } from "../common/page"
import { Nothing, Reading } from "../common/states"
import { FieldFrame, type FieldProps, useField } from "../form/fields"
import { VariantPicker } from "../form/pickers"
import { useDialogForm } from "../form/use-dialog-form"
import { VariantPrice } from "../widget/variant-price"

type Props = { kind: "resources" | "groups"; id: string }

const subjectOf = ({ kind, id }: Props) =>
  kind === "resources" ? { resource_id: id } : { group_id: id }

/** Which variants sell a resource or a group. */
export function SoldAs(props: Props) {
  const { say } = useText()
  const sure = useSure()
  const { form, open, close } = useForms()
  const answer = useSoldAs(props.kind, props.id)
  const unlink = useAction({
    run: ({ variant_id }: Sold) =>
      bookings.variants.unlink(variant_id, subjectOf(props)),
    says: () => say("link.removed"),
  })
  const askUnlink = async (sold: Sold) => {
    const isSure = await sure({
      title: say("link.removeTitle"),
      text: say("link.removeText"),
      confirm: say("link.remove"),
    })
    if (isSure) {
      unlink.act(sold)
    }
  }
  return (
    <Section
      title={say("link.soldAs")}
      actions={
        <Button
          size="small"
          variant="secondary"
          onClick={() => open("link-variant")}
        >
          {say("link.add")}
        </Button>
      }
    >
      <Reading answer={answer}>
        {(variants) => (
          <div className="flex flex-col divide-y">
            {variants.length === 0 && (
              <Nothing title={say("link.none")}>{say("link.noneText")}</Nothing>
            )}
            {variants.map((sold) => (
              <div
                key={sold.id}
                className="flex flex-wrap items-center gap-x-2 gap-y-1 px-6 py-2.5"
              >
                <span className="flex min-w-0 flex-1 basis-40">
                  <VariantName sold={sold} />
                </span>
                <VariantPrice
                  variantId={sold.variant_id}
                  mode={sold.price_mode}
                />
                <IconButton
                  size="small"
                  variant="transparent"
                  aria-label={say("link.remove")}
                  onClick={() => void askUnlink(sold)}
                >
                  <XMarkMini />
                </IconButton>
              </div>
            ))}
          </div>
        )}
      </Reading>
      {form === "link-variant" && <LinkVariant {...props} onClose={close} />}
    </Section>
  )
}

function VariantName({ sold }: { sold: Sold }) {
  const variant = sold.product_variant
  const product = variant?.product
  if (!variant || !product) {
    return (
      <Text size="small" className="text-ui-fg-muted truncate">
        {variant?.title ?? sold.variant_id}
      </Text>
    )
  }
  return (
    <Link
      to={`/products/${product.id}`}
      className={`${LINK} txt-compact-small truncate`}
    >
      {product.title} · {variant.title}
    </Link>
  )
}

const Schema = z.object({ variant_id: z.string().min(1, "form.required") })
type Values = z.infer<typeof Schema>

function LinkVariant(props: Props & { onClose: () => void }) {
  const { say } = useText()
  const { control, dialog } = useDialogForm({
    schema: Schema,
    values: { variant_id: "" },
    run: ({ variant_id }: Values) =>
      bookings.variants.link(variant_id, subjectOf(props)),
    says: () => say("link.added"),
    onClose: props.onClose,
  })
  return (
    <EditDrawer
      {...dialog}
      title={say("link.addTitle")}
      description={say("link.addText")}
      submit={say("link.add")}
    >
      <VariantField
        control={control}
        name="variant_id"
        label={say("field.variant")}
      />
    </EditDrawer>
  )
}

function VariantField(props: FieldProps<Values>) {
  const { id, field, error } = useField(props)
  return (
    <FieldFrame {...props} id={id} error={error}>
      <VariantPicker
        id={id}
        value={field.value || null}
        onChange={field.onChange}
      />
    </FieldFrame>
  )
}
