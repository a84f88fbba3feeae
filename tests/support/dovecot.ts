import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { ImapFlow } from "imapflow";
import { freePort } from "../../src/store/postgres/server.js";
import { availableOrFail, endServerProcess, onPath, startServerProcess } from "./server-process.js";

/** Debian keeps servers in a folder that is not on every PATH. */
const program = onPath("dovecot") ?? onPath("dovecot", "/usr/sbin");

/** False on a machine without `dovecot`; tests then say `describe.skipIf(!available)`. */
export const available = availableOrFail("dovecot-imapd", program !== null);

const USER = "orders";
const PASSWORD = "lantern-7";
const MAILBOX = "INBOX";

export interface DovecotForTests {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Puts a mail into the mailbox, as if it had come at this time. Answers its UID. */
  deliver(mail: string, at?: Date): Promise<number>;
  /** Takes a mail out of the mailbox for good. */
  remove(uid: number): Promise<void>;
  flagsOf(uid: number): Promise<string[]>;
  /** Lets the server forget how it had numbered its mail: all of it gets new UIDs under a new UIDVALIDITY. */
  renumber(): Promise<void>;
  stop(): Promise<void>;
}

/** A Dovecot of the test's own on a free loopback port, with one user and one Maildir. */
export async function startDovecot(): Promise<DovecotForTests> {
  if (program === null) throw new Error("there is no dovecot on this machine");
  const path = program;
  const folder = mkdtempSync(join(tmpdir(), "throughline-dovecot-"));
  const port = await freePort();
  const config = join(folder, "dovecot.conf");
  writeFileSync(config, configOf(folder, port));
  writeFileSync(join(folder, "users"), `${USER}:{PLAIN}${PASSWORD}\n`);
  // The processes that take sign-ins run as a user of their own and have to get through.
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, "mail"), { mode: 0o700 });
  const { uid, gid } = ownerOfMail();
  chownSync(join(folder, "mail"), uid, gid);
  const start = () => startServerProcess(path, ["-F", "-c", config], port);
  let child = await start();
  const stop = () => endServerProcess(child, "SIGTERM");
  return {
    ...{ port, user: USER, password: PASSWORD },
    deliver: (mail, at = new Date()) =>
      signedIn(port, async (client) => {
        const kept = await client.append(MAILBOX, mail.replace(/\r?\n/g, "\r\n"), [], at);
        if (kept === false || kept.uid === undefined) throw new Error("the mail was not kept");
        return kept.uid;
      }),
    remove: (uid) =>
      signedIn(port, async (client) => void (await client.messageDelete(String(uid), { uid: true }))),
    flagsOf: (uid) =>
      signedIn(port, async (client) => {
        const mail = await client.fetchOne(String(uid), { flags: true }, { uid: true });
        return mail === false ? [] : [...(mail.flags ?? [])].filter((flag) => flag !== "\\Recent");
      }),
    async renumber() {
      await stop();
      const maildir = join(folder, "mail", "Maildir");
      for (const name of readdirSync(maildir)) {
        if (/^dovecot[.-](?:uidlist|index)/.test(name)) rmSync(join(maildir, name));
      }
      child = await start();
    },
    async stop() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Dovecot refuses to touch mail as root, so root's mail belongs to Debian's own user for mail. */
function ownerOfMail(): { name: string; group: string; uid: number; gid: number } {
  const { uid, gid, username } = userInfo();
  if (uid !== 0) {
    const group = execFileSync("id", ["-gn"], { encoding: "utf8" }).trim();
    return { name: username, group, uid, gid };
  }
  const idOf = (flag: string): number => Number(execFileSync("id", [flag, "mail"], { encoding: "utf8" }));
  return { name: "mail", group: "mail", uid: idOf("-u"), gid: idOf("-g") };
}

function configOf(folder: string, port: number): string {
  const owner = ownerOfMail();
  const isRoot = userInfo().uid === 0;
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = /dev/stderr
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:${folder}/mail/Maildir
${isRoot ? "" : `default_internal_user = ${owner.name}\ndefault_internal_group = ${owner.group}\ndefault_login_user = ${owner.name}`}
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = static
  args = uid=${owner.uid} gid=${owner.gid} home=${folder}/mail
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
`;
}

async function signedIn<T>(port: number, use: (client: ImapFlow) => Promise<T>): Promise<T> {
  const client = new ImapFlow({
    ...{ host: "127.0.0.1", port, secure: false, doSTARTTLS: false, logger: false },
    auth: { user: USER, pass: PASSWORD },
  });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.mailboxOpen(MAILBOX);
    return await use(client);
  } finally {
    client.close();
  }
}
