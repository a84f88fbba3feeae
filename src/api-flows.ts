import { addCaseNote, advanceCase } from "./flows/advance-case.js";
import {
  approveReturn,
  attachReturnLabel,
  cancelReturn,
  declineReturn,
  inspectReturn,
  receiveReturn,
} from "./flows/advance-return.js";
import { issueApiKey, withdrawApiKey, withdrawToken } from "./flows/api-keys.js";
import { changeCase } from "./flows/change-case.js";
import { changeOrder } from "./flows/change-order.js";
import { defineCustomField, setCustomField } from "./flows/custom-fields.js";
import { eraseCustomer, exportCustomer } from "./flows/erase-customer.js";
import { holdTask } from "./flows/hold-task.js";
import { moveCustomer } from "./flows/move-customer.js";
import { openCase } from "./flows/open-case.js";
import { discardOrderDraft, orderDrafts, saveOrderDraft } from "./flows/order-drafts.js";
import { pinValue } from "./flows/pin-value.js";
import { replayMessage } from "./flows/replay-message.js";
import { requestReturn } from "./flows/request-return.js";
import { resolveReturn } from "./flows/resolve-return.js";
import { resolveReviewTask } from "./flows/resolve-review-task.js";
import { settleDifference } from "./flows/settle-difference.js";
import { settleMove } from "./flows/settle-move.js";
import { keepApart, unitePair } from "./flows/settle-pair.js";
import { takeOrder } from "./flows/take-order.js";
import { unmerge } from "./flows/unmerge.js";
import {
  createWebhook,
  removeWebhook,
  replayWebhook,
  rotateWebhookSecret,
  switchWebhook,
} from "./flows/webhooks.js";
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
