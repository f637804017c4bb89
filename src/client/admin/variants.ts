import type {
  LinkVariant,
  UpdateVariant,
  VariantDTO,
  VariantLinkDTO,
} from "../../modules/resource_booking/types"
import type { Deleted } from "../answers"
import { type Http, path, type RequestOptions } from "../http"

/** A link, and the variant as Medusa has it; null when that is gone. */
export type SoldAs = VariantLinkDTO & {
  product_variant: {
    id: string
    title: string
    sku: string | null
    product_id: string | null
    product?: { id: string; title: string } | null
  } | null
}

/** Medusa's product variants, by their ids: what each of them sells, and how. */
export const variants = (http: Http) => ({
  retrieve: (id: string, options?: RequestOptions) =>
    http.get<{ variant: VariantDTO }>(path`/variants/${id}`, {}, options),
  update: (
    id: string,
    input: Required<UpdateVariant>,
    options?: RequestOptions
  ) =>
    http.post<{ variant: VariantDTO }>(path`/variants/${id}`, input, options),
  /** Resources and groups that it sells. */
  listResources: (id: string, options?: RequestOptions) =>
    http.get<{ resources: VariantLinkDTO[] }>(
      path`/variants/${id}/resources`,
      {},
      options
    ),
  link: (id: string, subject: LinkVariant, options?: RequestOptions) =>
    http.post<{ resource: VariantLinkDTO }>(
      path`/variants/${id}/resources`,
      subject,
      options
    ),
  unlink: (id: string, subject: LinkVariant, options?: RequestOptions) =>
    http.delete<Deleted<"booking_variant_link">>(
      path`/variants/${id}/resources`,
      subject,
      options
    ),
})
