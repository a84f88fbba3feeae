import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export interface DeliveredMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

/** A mail server that keeps what it gets and refuses on command. */
export async function startMailServer(user: string, password: string) {
  const delivered: DeliveredMail[] = [];
  const refused = new Map<string, number>();
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    onAuth({ username, password: given }, _session, done) {
      if (username === user && given === password) done(null, { user });
      else done(Object.assign(new Error("who are you?"), { responseCode: 535 }));
    },
    onRcptTo({ address }, _session, done) {
      const code = refused.get(address);
      done(code === undefined ? null : Object.assign(new Error("not here"), { responseCode: code }));
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
        const to = envelope.rcptTo.map(({ address }) => address);
        delivered.push({ from, to, raw: Buffer.concat(chunks).toString("utf8") });
        done();
      });
    },
  });
  const socket = server.listen(0, "127.0.0.1");
  await new Promise((resolve) => socket.once("listening", resolve));
  const { port } = socket.address() as AddressInfo;
  return {
    url: (secret = password) => `smtp://${user}:${secret}@127.0.0.1:${port}`,
    delivered,
    /** From now on this address is answered with this code. */
    refuse: (address: string, code: number) => refused.set(address, code),
    accept: (address: string) => refused.delete(address),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
