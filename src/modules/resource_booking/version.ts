/** The package's; a process says by it which code it runs. */
export const VERSION = "0.1.0"
