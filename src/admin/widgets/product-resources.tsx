import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { XMarkMini } from "@medusajs/icons"
import { Badge, Button, IconButton, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"

import { LINK } from "../components/common/labels"
import { Section } from "../components/common/page"
import { Nothing, Reading } from "../components/common/states"
import { LinkSubject } from "../components/widget/link-subject"
import { VariantPrice } from "../components/widget/variant-price"
import { useProductVariants, useVariantLinks } from "../hooks/catalog"
import { useAction } from "../hooks/use-action"
import { useForms } from "../hooks/use-forms"
import { useSure } from "../hooks/use-sure"
import { useText } from "../hooks/use-text"
import { bookings } from "../lib/sdk"
import type { VariantLinkDTO } from "../lib/types"

type Variant = { id: string; title: string }
type Props = { data: { id: string } }

/** What each variant of a product sells by date. */
const ProductResources = ({ data }: Props) => {
  const { say } = useText()
  const { form, of, open, close } = useForms()
  const answer = useProductVariants(data.id)
  const linked =
    form === "link-resource" && answer.data?.find(({ id }) => id === of)
  return (
    <Section
      title={say("link.widgetTitle")}
      description={say("link.widgetText")}
    >
      <Reading answer={answer} rows={2}>
        {(variants) =>
          variants.length === 0 ? (
            <Nothing title={say("link.noVariants")} />
          ) : (
            variants.map((variant) => (
              <VariantLinks
                key={variant.id}
                variant={variant}
                onLink={() => open("link-resource", { of: variant.id })}
              />
            ))
          )
        }
      </Reading>
      {linked && <LinkSubject variant={linked} onClose={close} />}
    </Section>
  )
}

export default ProductResources

function VariantLinks({
  variant,
  onLink,
}: {
  variant: Variant
  onLink: () => void
}) {
  const { say } = useText()
  const answer = useVariantLinks(variant.id)
  const askUnlink = useUnlink(variant.id)
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4">
      <div className="flex items-center justify-between gap-x-2">
        <div className="flex items-center gap-x-2">
          <Text size="small" weight="plus" leading="compact">
            {variant.title}
          </Text>
          {(answer.data?.length ?? 0) > 1 && (
            <Badge size="2xsmall">{say("link.bundle")}</Badge>
          )}
        </div>
        <Button size="small" variant="secondary" onClick={onLink}>
          {say("link.add")}
        </Button>
      </div>
      <Reading answer={answer} rows={1}>
        {(links) =>
          links.length === 0 ? (
            <Text size="small" className="text-ui-fg-muted">
              {say("link.notBookable")}
            </Text>
          ) : (
            <>
              <ul className="flex flex-col gap-y-1">
                {links.map((link) => (
                  <li
                    key={link.id}
                    className="flex items-center justify-between gap-x-2"
                  >
                    <SubjectLink link={link} />
                    <IconButton
                      size="small"
                      variant="transparent"
                      aria-label={say("link.remove")}
                      onClick={() => void askUnlink(link)}
                    >
                      <XMarkMini />
                    </IconButton>
                  </li>
                ))}
              </ul>
              <VariantPrice
                variantId={variant.id}
                mode={links[0]?.price_mode ?? "per_date"}
              />
            </>
          )
        }
      </Reading>
    </div>
  )
}

function useUnlink(variantId: string) {
  const { say } = useText()
  const sure = useSure()
  const unlink = useAction({
    run: ({ resource_id, group_id }: VariantLinkDTO) =>
      bookings.variants.unlink(
        variantId,
        resource_id ? { resource_id } : { group_id: group_id ?? undefined }
      ),
    says: () => say("link.removed"),
  })
  return async (link: VariantLinkDTO) => {
    const isSure = await sure({
      title: say("link.removeTitle"),
      text: say("link.removeText"),
      confirm: say("link.remove"),
    })
    if (isSure) {
      unlink.act(link)
    }
  }
}

function SubjectLink({ link }: { link: VariantLinkDTO }) {
  const { say } = useText()
  const to = link.resource_id
    ? `/bookings/resources/${link.resource_id}`
    : `/bookings/groups/${link.group_id}`
  return (
    <span className="flex min-w-0 items-center gap-x-2">
      <Link to={to} className={`${LINK} txt-compact-small truncate`}>
        {link.name}
      </Link>
      {link.group_id && <Badge size="2xsmall">{say("link.anyOf")}</Badge>}
    </span>
  )
}

export const config = defineWidgetConfig({
  id: "resource-booking:product-resources",
  zone: "product.details.side.after",
})
