import { randomUUID } from "node:crypto"

import { Client } from "@medusajs/framework/pg"
import type { MedusaContainer } from "@medusajs/framework/types"
import {
  ContainerRegistrationKeys,
  generateJwtToken,
  Modules,
} from "@medusajs/framework/utils"
import {
  createApiKeysWorkflow,
  createProductsWorkflow,
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
import type { Bank } from "./bank"
import { type Answer, HttpClient } from "./http"
import { emptyTables, stateOf } from "./http-tables"

export const STORE = "/store/resource-booking"
export const ADMIN = "/admin/resource-booking"

export type Person = { id: string; email: string; client: HttpClient }

/**
 * A running store with the people who use it. Made when the suite is
 * described, opened when it runs.
 */
export class Shop {
  /** Anybody with the shop's publishable key. */
  anyone!: HttpClient
  /** Nobody in particular: no key, no login. */
  stranger!: HttpClient
  admin!: Person
  /** A secret API key, as a program of the shop has. */
  program!: Person
  ann!: Person
  bob!: Person
  /** The sales channel of the shop's publishable key. */
  channel!: string
  /** The tests' own connection: nobody else's locks or settings. */
  database!: Client

  constructor(
    private readonly suite: MedusaSuiteOptions,
    readonly bank: Bank
  ) {}

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
    this.database = new Client({ connectionString: this.databaseUrl })
    await this.database.connect()
    this.stranger = new HttpClient(() => this.baseUrl, {})
    this.channel = await this.createChannel("Web")
    this.anyone = await this.createClient([this.channel])
    this.admin = await this.createAdmin()
    this.program = await this.createProgram()
    this.ann = await this.createCustomer("ann@example.com")
    this.bob = await this.createCustomer("bob@example.com")
  }

  /** Takes away all that the module stores. */
  async empty(): Promise<void> {
    await emptyTables(this.database)
  }

  /** After the last test. */
  async close(): Promise<void> {
    await this.database.end()
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

  async createCustomer(email: string): Promise<Person> {
    const customers = this.container.resolve(Modules.CUSTOMER)
    const { id } = await customers.createCustomers({ email, has_account: true })
    const headers = this.bearer("customer", id)
    return { id, email, client: this.anyone.with(headers) }
  }

  async createCart(
    input: { customer_id?: string; email?: string; region_id?: string } = {}
  ) {
    const carts = this.container.resolve(Modules.CART)
    const { id } = await carts.createCarts({ currency_code: "aud", ...input })
    return id
  }

  /** The only variant of a product that the shop shows. */
  async createVariant(): Promise<string> {
    const { result } = await createProductsWorkflow(this.container).run({
      input: {
        products: [
          {
            title: `Trip ${randomUUID()}`,
            status: "published",
            sales_channels: [{ id: this.channel }],
            options: [{ title: "Rate", values: ["Standard"] }],
            variants: [{ title: "Standard", options: { Rate: "Standard" } }],
          },
        ],
      },
    })
    return result[0]?.variants[0]?.id as string
  }

  async createChannel(name: string): Promise<string> {
    const channels = this.container.resolve(Modules.SALES_CHANNEL)
    const { id } = await channels.createSalesChannels({ name })
    return id
  }

  /** Anybody with a publishable key of these sales channels. */
  async createClient(channels: string[]): Promise<HttpClient> {
    const { id, token } = await this.createApiKey("publishable")
    await linkSalesChannelsToApiKeyWorkflow(this.container).run({
      input: { id, add: channels },
    })
    return this.stranger.with({ "x-publishable-api-key": token })
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
    await this.database.query(
      `update booking_hold
        set expires_at = date_trunc('milliseconds', clock_timestamp())
          - make_interval(secs => $1)
        where id = $2`,
      [secondsAgo, holdId]
    )
  }

  /** Lets a hold end so many seconds from now. */
  endsIn(holdId: string, seconds: number): Promise<void> {
    return this.expire(holdId, -seconds)
  }

  /** Waits until that many of the module's connections wait for a lock. */
  async untilWaiting(connections: number): Promise<void> {
    let waiting = 0
    while (waiting < connections) {
      const { rows } = await this.database.query<{ waiting: number }>(WAITING)
      waiting = rows[0]?.waiting ?? 0
    }
  }

  bearerOf({ id }: Person): { authorization: string } {
    return this.bearer("user", id)
  }

  /** Staff with some of Medusa's roles, which count with MEDUSA_FF_RBAC only. */
  staffWith(roles: string[]): HttpClient {
    return this.stranger.with(this.bearer("user", this.admin.id, roles))
  }

  /** All that the module stores, by table, as digests. */
  state(): Promise<Record<string, string>> {
    return stateOf(this.database)
  }

  private get baseUrl(): string {
    return this.suite.api.defaults.baseURL
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

  private bearer(
    actorType: "user" | "customer",
    id: string,
    roles = ["role_super_admin"]
  ) {
    const config = this.container.resolve(
      ContainerRegistrationKeys.CONFIG_MODULE
    )
    const token = generateJwtToken(
      {
        ...{ actor_id: id, actor_type: actorType },
        auth_identity_id: `auth_${id}`,
        ...(actorType === "user" ? { app_metadata: { roles } } : {}),
      },
      { secret: config.projectConfig.http.jwtSecret, expiresIn: "1d" }
    )
    return { authorization: `Bearer ${token}` }
  }
}

export function expectStatus(status: number, answer: Answer): Answer {
  if (answer.status !== status) {
    const body = JSON.stringify(answer.body)
    throw new Error(`expected ${status}, got ${answer.status}: ${body}`)
  }
  return answer
}

const WAITING = `
  select count(*)::int as waiting from pg_stat_activity
  where datname = current_database() and application_name = 'resource_booking'
    and wait_event_type = 'Lock'`
