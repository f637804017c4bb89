import { randomUUID } from "node:crypto"
import type { MedusaContainer } from "@medusajs/framework/types"
import {
  ContainerRegistrationKeys,
  generateJwtToken,
  Modules,
} from "@medusajs/framework/utils"
import {
  createApiKeysWorkflow,
  linkSalesChannelsToApiKeyWorkflow,
} from "@medusajs/medusa/core-flows"
import type { MedusaSuiteOptions } from "@medusajs/test-utils"
import {
  RESOURCE_BOOKING_MODULE,
  type ResourceBookingService,
} from "../../src/modules/resource_booking"
import type {
  GroupDTO,
  HoldAnswer,
  ResourceDTO,
} from "../../src/modules/resource_booking/types"
import { Client, type Answer } from "./http"

export const STORE = "/store/resource-booking"
export const ADMIN = "/admin/resource-booking"

export type Person = { id: string; email: string; client: Client }

/**
 * A running store with the people who use it. Made when the suite is
 * described, opened when it runs.
 */
export class Shop {
  /** Anybody with the shop's publishable key. */
  anyone!: Client
  /** Nobody in particular: no key, no login. */
  stranger!: Client
  admin!: Person
  /** A secret API key, as a program of the shop has. */
  program!: Person
  ann!: Person
  bob!: Person

  constructor(private readonly suite: MedusaSuiteOptions) {}

  get container(): MedusaContainer {
    return this.suite.getContainer()
  }

  get bookings(): ResourceBookingService {
    return this.container.resolve(RESOURCE_BOOKING_MODULE)
  }

  get databaseUrl(): string {
    return this.suite.dbConfig.clientUrl
  }

  /** Once, before the first test: the database's snapshot has it all. */
  async open(): Promise<void> {
    this.stranger = new Client(() => this.baseUrl, {})
    this.anyone = this.stranger.with({
      "x-publishable-api-key": await this.createPublishableKey(),
    })
    this.admin = await this.createAdmin()
    this.program = await this.createProgram()
    this.ann = await this.createCustomer("ann@example.com")
    this.bob = await this.createCustomer("bob@example.com")
  }

  /** Takes away all that the module stores. */
  async empty(): Promise<void> {
    await this.suite.dbConnection.raw(EMPTY)
  }

  async createResource(input: object = {}): Promise<ResourceDTO> {
    const answer = await this.admin.client.post(`${ADMIN}/resources`, {
      name: `Kayak ${randomUUID()}`,
      type: "equipment",
      span: "day",
      default_capacity: 3,
      ...input,
    })
    return expectStatus(201, answer).body.resource
  }

  async createGroup(input: object = {}): Promise<GroupDTO> {
    const answer = await this.admin.client.post(`${ADMIN}/groups`, {
      name: `Kayaks ${randomUUID()}`,
      type: "equipment",
      ...input,
    })
    return expectStatus(201, answer).body.group
  }

  /** Places a hold that must succeed. */
  async placeHold(body: object, client = this.anyone): Promise<HoldAnswer> {
    const answer = await this.tryHold(body, client)
    return expectStatus(201, answer).body
  }

  tryHold(body: object, client = this.anyone): Promise<Answer> {
    return client.post(`${STORE}/holds`, body, {
      "idempotency-key": randomUUID(),
    })
  }

  async createCart(input: { customer_id?: string; email?: string } = {}) {
    const carts = this.container.resolve(Modules.CART)
    const { id } = await carts.createCarts({ currency_code: "aud", ...input })
    return id
  }

  async completeCart(id: string): Promise<void> {
    const carts = this.container.resolve(Modules.CART)
    await carts.updateCarts(id, { completed_at: new Date() })
  }

  /** A customer without an account, as Medusa makes one for an e-mail. */
  async createGuest(email: string): Promise<string> {
    const customers = this.container.resolve(Modules.CUSTOMER)
    const { id } = await customers.createCustomers({ email })
    return id
  }

  /** Lets a hold's time run out, now or some seconds ago. */
  async expire(holdId: string, secondsAgo = 0): Promise<void> {
    await this.suite.dbConnection.raw(
      `update booking_hold
        set expires_at = clock_timestamp() - make_interval(secs => ?)
        where id = ?`,
      [secondsAgo, holdId]
    )
  }

  bearerOf({ id }: Person): { authorization: string } {
    return this.bearer("user", id)
  }

  /** All that the module stores, by table, as digests. */
  async state(): Promise<Record<string, string>> {
    const { rows } = await this.suite.dbConnection.raw(STATE)
    return Object.fromEntries(
      rows.map((row: { name: string; digest: string }) => [
        row.name,
        row.digest,
      ])
    )
  }

  private get baseUrl(): string {
    return this.suite.api.defaults.baseURL
  }

  private async createPublishableKey(): Promise<string> {
    const channels = this.container.resolve(Modules.SALES_CHANNEL)
    const channel = await channels.createSalesChannels({ name: "Web" })
    const key = await this.createApiKey("publishable")
    await linkSalesChannelsToApiKeyWorkflow(this.container).run({
      input: { id: key.id, add: [channel.id] },
    })
    return key.token
  }

  private async createApiKey(type: "publishable" | "secret") {
    const { result } = await createApiKeysWorkflow(this.container).run({
      input: { api_keys: [{ title: type, type, created_by: "tests" }] },
    })
    return result[0] as { id: string; token: string }
  }

  private async createAdmin(): Promise<Person> {
    const users = this.container.resolve(Modules.USER)
    const email = "staff@example.com"
    const { id } = await users.createUsers({ email })
    const headers = this.bearer("user", id)
    return { id, email, client: this.stranger.with(headers) }
  }

  private async createProgram(): Promise<Person> {
    const { id, token } = await this.createApiKey("secret")
    const basic = Buffer.from(`${token}:`).toString("base64")
    const client = this.stranger.with({ authorization: `Basic ${basic}` })
    return { id, email: "", client }
  }

  private async createCustomer(email: string): Promise<Person> {
    const customers = this.container.resolve(Modules.CUSTOMER)
    const { id } = await customers.createCustomers({ email, has_account: true })
    const headers = this.bearer("customer", id)
    return { id, email, client: this.anyone.with(headers) }
  }

  private bearer(actorType: "user" | "customer", id: string) {
    const config = this.container.resolve(
      ContainerRegistrationKeys.CONFIG_MODULE
    )
    const token = generateJwtToken(
      { actor_id: id, actor_type: actorType, auth_identity_id: `auth_${id}` },
      { secret: config.projectConfig.http.jwtSecret, expiresIn: "1d" }
    )
    return { authorization: `Bearer ${token}` }
  }
}

function expectStatus(status: number, answer: Answer): Answer {
  if (answer.status !== status) {
    const body = JSON.stringify(answer.body)
    throw new Error(`expected ${status}, got ${answer.status}: ${body}`)
  }
  return answer
}

/** Each before those that it refers to. */
const TABLES = [
  "booking_claim",
  "booking_capacity",
  "booking_allocation",
  "booking_hold_item",
  "booking_hold",
  "booking_basket",
  "booking_blackout",
  "booking_operation",
  "booking_resource",
  "booking_resource_group",
]

/**
 * Deletes, since TRUNCATE makes new files and takes 20 times as long. The
 * triggers that guard the tables would refuse it.
 */
const EMPTY = [
  "begin",
  ...TABLES.map((table) => `alter table ${table} disable trigger user`),
  ...TABLES.map((table) => `delete from ${table}`),
  ...TABLES.map((table) => `alter table ${table} enable trigger user`),
  "commit",
].join(";")

/** When an event was published says nothing of what was done. */
const STATE = TABLES.map(
  (table) => `
    select '${table}' as name,
      md5(coalesce(string_agg(row, '|' order by row), '')) as digest
    from (
      select (to_jsonb(t) - 'published_at')::text as row from ${table} t
    ) rows`
).join(" union all ")
