// Takes webhooks and checks them: WEBHOOK_SECRET=whsec_… node examples/take-webhooks.mjs
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

const hub = new Webhook(process.env.WEBHOOK_SECRET);
// Keep it with what you make of them: a webhook can come twice, and has the same id then.
const taken = new Set();

createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += chunk;
  try {
    const { type, data } = hub.verify(body, request.headers);
    const id = request.headers["webhook-id"];
    if (!taken.has(id)) console.log(id, type, JSON.stringify(data));
    taken.add(id);
    response.writeHead(204).end();
  } catch {
    response.writeHead(401).end();
  }
}).listen(8080);
