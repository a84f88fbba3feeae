import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import { HubError, messageOf } from "../../domain/errors.js";
import type { Door, DoorContext, RawMessage } from "../connector.js";
import { isListed } from "./address-list.js";
import { messageIdOf } from "./delivery-id.js";
import type { EmailSettings } from "./settings.js";

const CLIENTS_MAX = 100;
const RECIPIENTS_MAX = 100;
const SOCKET_TIMEOUT_MS = 60_000;
const CLOSE_TIMEOUT_MS = 5_000;

/** An answer with the code that the sending server acts on: 5xx gives up, 4xx comes again. */
function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

/**
 * Takes mail for the hub's own addresses. A mail is acknowledged only after the hub has kept it: if it
 * cannot be kept the sender hears 451 and brings it again. What is inside is nobody's business here,
 * so a mail that cannot be understood is kept all the same.
 */
export async function openSmtpDoor(context: DoorContext<EmailSettings>): Promise<Door | null> {
  const { settings, log } = context;
  if (settings.port === null) return null;
  if (settings.recipients.length === 0) {
    throw new HubError("NO_RECIPIENTS", "The mail door has no addresses to take mail for.", {
      mend: "Name addresses or domains in the connection's `recipients` setting.",
    });
  }
  const server = new SMTPServer({
    banner: "Throughline",
    size: settings.sizeBytesMax,
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    maxClients: CLIENTS_MAX,
    socketTimeout: SOCKET_TIMEOUT_MS,
    closeTimeout: CLOSE_TIMEOUT_MS,
    onRcptTo({ address }, session, done) {
      if (session.envelope.rcptTo.length >= RECIPIENTS_MAX) return done(refusal(452, "Too many recipients"));
      if (!isListed(address, settings.recipients))
        return done(refusal(550, "We do not relay; no such address here"));
      return done();
    },
    onData(stream, session, done) {
      take(stream, session, context).then(
        (messageId) => done(null, `Kept as ${messageId}`),
        (error: unknown) =>
          done(error instanceof Error ? error : refusal(451, "Not kept; please try again later")),
      );
    },
  });
  server.on("error", (error) => log("warn", "a mail connection failed", { reason: messageOf(error) }));
  const port = await listening(server, settings);
  const host = settings.host.includes(":") ? `[${settings.host}]` : settings.host;
  return {
    address: `smtp://${host}:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function listening(server: SMTPServer, { host, port }: EmailSettings): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (cause: Error): void =>
      reject(
        new HubError(
          "DOOR_NOT_OPENED",
          `The mail door cannot listen on ${host}:${port ?? 0}: ${cause.message}`,
          {
            mend: "Choose another `host` or `port`, or stop the program that uses it.",
            cause,
          },
        ),
      );
    server.once("error", failed);
    const socket = server.listen(port ?? 0, host, () => {
      server.off("error", failed);
      resolve((socket.address() as AddressInfo).port);
    });
  });
}

async function take(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  { settings, receive, log }: DoorContext<EmailSettings>,
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= settings.sizeBytesMax) chunks.push(chunk);
  }
  if (stream.sizeExceeded || size > settings.sizeBytesMax)
    throw refusal(552, "The mail is larger than we take");
  try {
    const { messageId } = await receive(rawMessage(Buffer.concat(chunks), session));
    return messageId;
  } catch (error) {
    log("warn", "a mail could not be kept; its sender was asked to come again", { reason: messageOf(error) });
    throw refusal(451, "Not kept; please try again later");
  }
}

function rawMessage(body: Buffer, { envelope, remoteAddress }: SMTPServerSession): RawMessage {
  const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
  return {
    body: new Uint8Array(body),
    contentType: "message/rfc822",
    fileName: null,
    headers: {
      "envelope-from": from,
      "envelope-to": envelope.rcptTo.map(({ address }) => address).join(", "),
      "remote-address": remoteAddress,
    },
    deliveryId: messageIdOf(body),
  };
}
