import { GraphQLJSON } from "graphql-scalars";
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import type { CustomFieldSubject as Subject } from "../domain/custom-field.js";
import { masked } from "../domain/mask.js";
import { showingOfDeclared } from "../domain/personal-fields.js";
import { connection } from "../schema/connection.js";
import {
  CustomField,
  CustomFieldConnection,
  CustomFieldSubject,
  CustomFieldValue,
  DefineCustomFieldInput,
  DefineCustomFieldPayload,
  SetCustomFieldInput,
  SetCustomFieldPayload,
} from "../schema/custom-field.js";
import { Customer } from "../schema/customer.js";
import { globalId, parseGlobalId } from "../schema/global-id.js";
import { Order } from "../schema/order.js";
import { Return } from "../schema/return.js";
import type { CustomValueRow } from "../store/reads/custom-field.js";
import { type ApiContext, refresh, viewerOf } from "./context.js";
import { answered, keyFault, notFound } from "./payload.js";

type Row = { readonly id: string };

/** What a value can be of: its type in ids, and how the viewer's own row of it is found. */
const SUBJECTS: Readonly<
  Record<string, readonly [Subject, (context: ApiContext, id: string) => Promise<Row | null>]>
> = {
  Order: ["ORDER", ({ loaders }, id) => loaders.order.load(id)],
  Customer: ["CUSTOMER", ({ loaders }, id) => loaders.customer.load(id)],
  Return: ["RETURN", ({ loaders }, id) => loaders.return.load(id)],
};

const VALUES = {
  ORDER: "customOrderValues",
  CUSTOMER: "customCustomerValues",
  RETURN: "customReturnValues",
} as const;

@Resolver(() => CustomField)
export class CustomFieldResolver {
  @Query(() => CustomFieldConnection, { description: "Fields that the house has added, the newest first." })
  async customFields(
    @Arg("first", () => Int, { description: "How many, 1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." })
    after: string | null,
    @Arg("subject", () => CustomFieldSubject, { nullable: true, description: "Of what; of all if left out." })
    subject: Subject | null,
    @Ctx() { reads }: ApiContext,
  ) {
    const page = await reads.customFields(subject ?? null, { first, after: after ?? null });
    return connection(page, after ?? null);
  }

  @Mutation(() => DefineCustomFieldPayload, { description: "Adds a custom field, or changes one." })
  async defineCustomField(
    @Arg("input", () => DefineCustomFieldInput, { description: "The field." }) input: DefineCustomFieldInput,
    @Ctx() context: ApiContext,
  ): Promise<DefineCustomFieldPayload> {
    const userErrors = keyFault(input.idempotencyKey);
    if (userErrors.length > 0) return { customField: null, userErrors };
    const { idempotencyKey, expectedVersion, choices, isPersonal, isFilterable, isRetired, ...said } = input;
    const outcome = await context.flows.defineCustomField(context.hub, viewerOf(context), {
      ...{ idempotencyKey, expectedVersion },
      definition: {
        ...{ ...said, choices: choices ?? [], isPersonal: isPersonal ?? false },
        ...{ isFilterable: isFilterable ?? false, isRetired: isRetired ?? false },
      },
    });
    const id = outcome.ok ? outcome.value.customFieldId : null;
    const [customField = null] = id === null ? [] : await context.reads.customFieldsById([id]);
    return answered<unknown, { customField: unknown }>(outcome, () => ({ customField }), { customField });
  }

  @Mutation(() => SetCustomFieldPayload, {
    description: "Sets a custom field's value of an order, a customer or a return, or takes it away.",
  })
  async setCustomField(
    @Arg("input", () => SetCustomFieldInput, { description: "The value." }) input: SetCustomFieldInput,
    @Ctx() context: ApiContext,
  ): Promise<SetCustomFieldPayload> {
    const parsed = parseGlobalId(input.subjectId);
    const [subject, load] = SUBJECTS[parsed?.type ?? ""] ?? [null, null];
    const row = parsed === null || load === null ? null : await load(context, parsed.id);
    const userErrors = [
      ...keyFault(input.idempotencyKey),
      ...(row === null ? notFound("subjectId", "order, customer or return") : []),
    ];
    if (row === null || subject === null || userErrors.length > 0) return { customFields: null, userErrors };
    const { idempotencyKey, namespace, key, expectedVersion, value = null } = input;
    const outcome = await context.flows.setCustomField(context.hub, viewerOf(context), {
      ...{ idempotencyKey, subject, subjectId: row.id, namespace, key, value, expectedVersion },
    });
    refresh(context);
    const customFields = await context.loaders[VALUES[subject]].load(row.id);
    return answered<unknown, { customFields: unknown }>(outcome, () => ({ customFields }), { customFields });
  }

  @FieldResolver(() => ID, { description: "Unique over all custom fields." })
  id(@Root() { id }: Row): string {
    return globalId("CustomField", id);
  }
}

@Resolver(() => CustomFieldValue)
export class CustomFieldValueResolver {
  @FieldResolver(() => GraphQLJSON, {
    nullable: true,
    description:
      "The value, as the type has it. What is declared personal is masked like other personal data.",
  })
  value(@Root() { value, isPersonal }: CustomValueRow, @Ctx() { viewer }: ApiContext): unknown {
    const showing = isPersonal ? showingOfDeclared(viewer) : "PLAIN";
    if (showing === "HIDDEN") return null;
    return showing === "PLAIN" ? value : masked(value);
  }
}

const SHOWN = { description: "What the house keeps of it besides, as far as the caller may see it." };

@Resolver(() => Order)
export class OrderCustomFieldsResolver {
  @FieldResolver(() => [CustomFieldValue], SHOWN)
  customFields(@Root() { id }: Row, @Ctx() { loaders }: ApiContext) {
    return loaders.customOrderValues.load(id);
  }
}

@Resolver(() => Customer)
export class CustomerCustomFieldsResolver {
  @FieldResolver(() => [CustomFieldValue], SHOWN)
  customFields(@Root() { id }: Row, @Ctx() { loaders }: ApiContext) {
    return loaders.customCustomerValues.load(id);
  }
}

@Resolver(() => Return)
export class ReturnCustomFieldsResolver {
  @FieldResolver(() => [CustomFieldValue], SHOWN)
  customFields(@Root() { id }: Row, @Ctx() { loaders }: ApiContext) {
    return loaders.customReturnValues.load(id);
  }
}
