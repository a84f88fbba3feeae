import { issueApiKey, withdrawApiKey, withdrawToken } from "./flows/access/api-keys.js";
import { eraseCustomer, exportCustomer } from "./flows/access/erase-customer.js";
import { defineCustomField, setCustomField } from "./flows/acts/custom-fields.js";
import { holdTask } from "./flows/acts/hold-task.js";
import { resolveReviewTask } from "./flows/acts/resolve-review-task.js";
import { addCaseNote, advanceCase } from "./flows/cases/advance-case.js";
import { changeCase } from "./flows/cases/change-case.js";
import { openCase } from "./flows/cases/open-case.js";
import { pinValue } from "./flows/identity/pin-value.js";
import { keepApart, unitePair } from "./flows/identity/settle-pair.js";
import { unmerge } from "./flows/identity/unmerge.js";
import { moveCustomer } from "./flows/moves/move-customer.js";
import { settleMove } from "./flows/moves/settle-move.js";
import { changeOrder } from "./flows/orders/change-order.js";
import { discardOrderDraft, orderDrafts, saveOrderDraft } from "./flows/orders/order-drafts.js";
import { takeOrder } from "./flows/orders/take-order.js";
import { replayMessage } from "./flows/receiving/replay-message.js";
import { settleDifference } from "./flows/reconciling/settle-difference.js";
import {
  approveReturn,
  attachReturnLabel,
  cancelReturn,
  declineReturn,
  inspectReturn,
  receiveReturn,
} from "./flows/returns/advance-return.js";
import { requestReturn } from "./flows/returns/request-return.js";
import { resolveReturn } from "./flows/returns/resolve-return.js";
import {
  createWebhook,
  removeWebhook,
  replayWebhook,
  rotateWebhookSecret,
  switchWebhook,
} from "./flows/telling/webhooks.js";
import type { Flows } from "./resolvers/context.js";

/** What the API sets in motion. */
export const API_FLOWS: Flows = {
  ...{ takeOrder, changeOrder, requestReturn, resolveReviewTask, replayMessage },
  ...{ unitePair, keepApart, unmerge, pinValue, holdTask, moveCustomer, settleMove },
  ...{ settleDifference },
  ...{ openCase, changeCase, addCaseNote, advanceCase },
  ...{ saveOrderDraft, discardOrderDraft, orderDrafts },
  ...{ approveReturn, declineReturn, cancelReturn, attachReturnLabel },
  ...{ receiveReturn, inspectReturn, resolveReturn },
  ...{ issueApiKey, withdrawApiKey, withdrawToken, exportCustomer, eraseCustomer },
  ...{ defineCustomField, setCustomField },
  ...{ createWebhook, rotateWebhookSecret, switchWebhook, removeWebhook, replayWebhook },
};
