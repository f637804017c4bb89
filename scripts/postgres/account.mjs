import { spawnSync } from "node:child_process"
import crypto from "node:crypto"
import fs from "node:fs"
import path from "node:path"

/**
 * The operating system's account that PostgreSQL runs under. PostgreSQL refuses
 * to run as root, so root hands it to an account without privileges; everybody
 * else runs it as themselves, which is what `undefined` stands for.
 *
 * @typedef {{ uid: number, gid: number }} Account
 */

/** Where root puts what the account could not reach in its usual place. */
const SHARED = "/var/lib/resource-booking"

/**
 * @param {string} dataFolder its owner, if it exists, is the account to use
 * @returns {Account | undefined}
 */
export function chooseAccount(dataFolder) {
  if (process.getuid?.() !== 0) {
    return undefined
  }
  const owner = fs.statSync(dataFolder, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) {
    return { uid: owner.uid, gid: owner.gid }
  }
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = ["-u", "-g"].map((flag) => {
      const answer = spawnSync("id", [flag, name], { encoding: "utf8" })
      return answer.status === 0 ? Number(answer.stdout) : undefined
    })
    if (uid !== undefined && gid !== undefined) {
      return { uid, gid }
    }
  }
  throw new Error(
    "PostgreSQL can't run as root, and there is neither a postgres nor a " +
      "nobody account to run it: run this as an ordinary user, or set DATABASE_URL."
  )
}

/**
 * The part of spawn's options that switches to the account.
 *
 * @param {Account | undefined} account
 */
export function as(account) {
  // Spawn takes signed ids: nobody is 4294967294 on macOS, and -2 to spawn.
  return account ? { uid: account.uid | 0, gid: account.gid | 0 } : {}
}

/**
 * Makes the folder, owned by the account. Where the account can't get through
 * the parents (a clone under a home folder that only root may enter), a folder
 * of the same content is used under /var/lib, and a note left in its place.
 *
 * @param {string} folder
 * @param {Account | undefined} account
 * @returns {string} the folder to use
 */
export function ownFolder(folder, account) {
  fs.mkdirSync(folder, { recursive: true })
  if (!account) {
    return folder
  }
  fs.chownSync(folder, account.uid, account.gid)
  if (canWrite(folder, account)) {
    return folder
  }
  const moved = sharedPlace("data", folder)
  const note = path.join(folder, "moved-to")
  if (!fs.existsSync(note)) {
    // The folder is new, so what lies there belongs to one that was removed.
    fs.rmSync(moved, { recursive: true, force: true })
    fs.writeFileSync(note, `${moved}\n`)
  }
  fs.mkdirSync(moved, { recursive: true })
  fs.chownSync(moved, account.uid, account.gid)
  return moved
}

/**
 * A place under /var/lib that belongs to one path of this machine.
 *
 * @param {string} kind
 * @param {string} key
 */
export function sharedPlace(kind, key) {
  const hash = crypto.createHash("sha256").update(key).digest("hex")
  return path.join(SHARED, `${kind}-${hash.slice(0, 12)}`)
}

/**
 * @param {string} folder
 * @param {Account} account
 */
function canWrite(folder, account) {
  const test = spawnSync("/bin/sh", ["-c", 'test -w "$0"', folder], {
    cwd: "/",
    ...as(account),
  })
  return test.status === 0
}
