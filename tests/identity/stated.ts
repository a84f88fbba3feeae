import type { PartyStatement } from "../../src/domain/party.js";
import type { StatedParty } from "../../src/identity/record.js";

type Short = Partial<Omit<PartyStatement, "address">> & {
  address?: Partial<NonNullable<PartyStatement["address"]>>;
};

/** A party statement of which only the interesting parts are written down. */
export function aParty({ address, ...stated }: Short): PartyStatement {
  return {
    code: null,
    otherCodes: [],
    kind: null,
    name: null,
    department: null,
    contactName: null,
    emails: [],
    phones: [],
    taxId: null,
    ...stated,
    address: address === undefined ? null : anAddress(address),
  };
}

export function anAddress(address: Partial<NonNullable<PartyStatement["address"]>>) {
  return {
    recipient: null,
    department: null,
    lines: [],
    city: null,
    region: null,
    postalCode: null,
    country: null,
    phone: null,
    ...address,
  };
}

export function aStatement(recordId: string, system: string, short: Short): StatedParty {
  return { recordId, system, channel: "WEB", statedAt: "2026-03-01T09:00:00Z", party: aParty(short) };
}
