import Ajv2020, { type ValidateFunction } from "ajv/dist/2020"

type Json = { [key: string]: unknown }
type Response = { content?: Record<string, unknown> } | { $ref: string }
type Operation = { responses: Record<string, Response> }

export type Document = {
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, Json>
    responses: Record<string, Response>
  }
}

/** A request, and what came back. */
export type Exchange = {
  method: string
  /** With its query. */
  path: string
  status: number
  contentType: string | null
  body: unknown
}

const OURS = /^\/((store|admin)\/)?resource-booking(\/|$)/
/** What Medusa says of a path that is none, before and after its doors. */
const NO_ROUTE = [400, 401, 404]
/** Node itself: path and headers above 16 kB. */
const TOO_LONG = 431

/** Compares answers with an OpenAPI document. */
export class Contract {
  private readonly whole: Ajv2020
  /** Of answers that have only the fields that were chosen. */
  private readonly chosen: Ajv2020
  private readonly known = new Map<string, ValidateFunction>()

  constructor(private readonly document: Document) {
    this.whole = ajvOf(document)
    this.chosen = ajvOf(withChosenFields(document))
  }

  /** What is wrong with an answer; null if nothing is. */
  mistakeIn({ method, path, status, contentType, body }: Exchange) {
    const { pathname, query } = partsOf(path)
    if (!OURS.test(pathname) || status === TOO_LONG) {
      return null
    }
    const template = this.templateOf(method, pathname)
    if (template === undefined) {
      return NO_ROUTE.includes(status) ? null : "is no route that is declared"
    }
    const at = ["paths", template, method.toLowerCase(), "responses"]
    const place = this.placeOf([...at, String(status)])
    const { content } = (valueAt(this.document, place) ?? {}) as {
      content?: Record<string, unknown>
    }
    if (!content) {
      return `does not declare the status ${status}`
    }
    const type = contentType?.split(";")[0] ?? "none"
    if (!content[type]) {
      return `does not declare the content type ${type}`
    }
    const ajv = query.has("fields") && status === 200 ? "chosen" : "whole"
    const matches = this.validator(ajv, [...place, "content", type, "schema"])
    return matches(body) ? null : `is not as declared: ${this.why(matches)}`
  }

  private templateOf(method: string, pathname: string): string | undefined {
    const parts = pathname.replace(/\/$/, "").split("/")
    return Object.keys(this.document.paths).find((template) => {
      const own = template.split("/")
      return (
        this.document.paths[template]?.[method.toLowerCase()] !== undefined &&
        own.length === parts.length &&
        own.every((part, i) => part.startsWith("{") || part === parts[i])
      )
    })
  }

  /** Where a response really stands. */
  private placeOf(place: string[]): string[] {
    const { $ref } = (valueAt(this.document, place) ?? {}) as { $ref?: string }
    return $ref === undefined ? place : $ref.replace("#/", "").split("/")
  }

  private validator(
    which: "whole" | "chosen",
    place: string[]
  ): ValidateFunction {
    const pointer = place
      .map((part) => part.replaceAll("~", "~0").replaceAll("/", "~1"))
      .map(encodeURIComponent)
      .join("/")
    const key = `${which} ${pointer}`
    const known =
      this.known.get(key) ?? this[which].compile({ $ref: `api#/${pointer}` })
    this.known.set(key, known)
    return known
  }

  private why({ errors }: ValidateFunction): string {
    const texts = (errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${instancePath} ${message} ${JSON.stringify(params)}`
    )
    return texts.slice(0, 10).join("; ")
  }
}

function ajvOf(document: Document): Ajv2020 {
  // OpenAPI has words of its own; a format's text is in its pattern.
  const ajv = new Ajv2020({
    ...{ strict: false, validateFormats: false, allErrors: true },
  })
  ajv.addSchema(document, "api")
  return ajv
}

/** The same, where a record may lack fields, but for its id. */
function withChosenFields(document: Document): Document {
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) => [
      name,
      { ...schema, required: requiredOf(schema).filter((f) => f === "id") },
    ]
  )
  return {
    ...document,
    components: {
      ...document.components,
      schemas: Object.fromEntries(schemas) as Record<string, Json>,
    },
  }
}

function requiredOf({ required = [] }: Json): string[] {
  return required as string[]
}

function valueAt(document: unknown, place: string[]): unknown {
  return place.reduce(
    (value, part) => (value as Record<string, unknown> | undefined)?.[part],
    document
  )
}

function partsOf(path: string) {
  const [pathname = "", search = ""] = path.split("?")
  return { pathname, query: new URLSearchParams(search) }
}
