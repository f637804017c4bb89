if (process.env.HANDLERS_IN === "project") {
  require("../own-hooks")
}
