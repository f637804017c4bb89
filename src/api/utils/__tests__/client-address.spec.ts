import type { MedusaRequest } from "@medusajs/framework/http"
import express from "express"

import { clientAddress } from "../client-address"

/** A request from the proxy 10.0.0.9, which says whom it asks for. */
function requestFor(forwarded?: string): MedusaRequest {
  const socket = { remoteAddress: "10.0.0.9" }
  const headers = forwarded ? { "x-forwarded-for": forwarded } : {}
  const properties = { headers, socket, connection: socket }
  return Object.create(
    express.request,
    Object.getOwnPropertyDescriptors(properties)
  ) as MedusaRequest
}

describe("clientAddress", () => {
  it("is the connection's when no proxy is trusted, whatever is forwarded", () => {
    expect(clientAddress(requestFor("203.0.113.7"), false)).toBe("10.0.0.9")
  })

  it("is the forwarded one behind one trusted proxy", () => {
    expect(clientAddress(requestFor("203.0.113.7"), 1)).toBe("203.0.113.7")
  })

  it("ignores what the client itself wrote before the trusted proxy", () => {
    const forwarded = "198.51.100.1, 203.0.113.7"
    expect(clientAddress(requestFor(forwarded), 1)).toBe("203.0.113.7")
  })

  it("is the first one when every proxy is trusted", () => {
    const forwarded = "198.51.100.1, 203.0.113.7"
    expect(clientAddress(requestFor(forwarded), true)).toBe("198.51.100.1")
  })

  it("trusts a proxy by its network", () => {
    const request = requestFor("203.0.113.7")
    expect(clientAddress(request, "10.0.0.0/8")).toBe("203.0.113.7")
    expect(clientAddress(request, "192.168.0.0/16")).toBe("10.0.0.9")
  })

  it("is the connection's when a trusted proxy forwards nothing", () => {
    expect(clientAddress(requestFor(), 1)).toBe("10.0.0.9")
  })
})
