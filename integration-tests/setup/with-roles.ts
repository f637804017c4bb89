/** Imported first: Medusa's runner reads the store's configuration on import. */
process.env.MEDUSA_FF_RBAC = "true"
