/** The module's door, named once for all routes. */
export * from "../../modules/resource_booking"
