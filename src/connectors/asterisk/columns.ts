/** What Asterisk calls the fields of a call detail record. */
export const COLUMNS = [
  "accountcode",
  "src",
  "dst",
  "dcontext",
  "clid",
  "channel",
  "dstchannel",
  "lastapp",
  "lastdata",
  "start",
  "answer",
  "end",
  "duration",
  "billsec",
  "disposition",
  "amaflags",
  "uniqueid",
  "userfield",
  "linkedid",
  "sequence",
  "did",
] as const;
export type Column = (typeof COLUMNS)[number];

/** Other names of the same fields: in the tables of FreePBX, and in the events of the manager. */
const ALIASES: Readonly<Record<string, Column>> = {
  calldate: "start",
  date: "start",
  datetime: "start",
  status: "disposition",
  srcchannel: "channel",
  starttime: "start",
  answertime: "answer",
  endtime: "end",
  source: "src",
  destination: "dst",
  destinationcontext: "dcontext",
  callerid: "clid",
  destinationchannel: "dstchannel",
  lastapplication: "lastapp",
  billableseconds: "billsec",
};

/** The column that a heading names, or null. */
export function columnOf(heading: string): Column | null {
  const name = heading
    .trim()
    .toLowerCase()
    .replace(/[^a-z]/g, "");
  return COLUMNS.find((column) => column === name) ?? ALIASES[name] ?? null;
}

/**
 * The two orders that files without a heading have: that of `cdr_csv`, whose last two columns are optional, and
 * that of the sample for `cdr_custom`. They are told apart by the place of the three times.
 */
export const LAYOUTS: readonly (readonly Column[])[] = [
  COLUMNS.slice(0, COLUMNS.indexOf("userfield") + 1),
  [
    ...([
      "clid",
      "src",
      "dst",
      "dcontext",
      "channel",
      "dstchannel",
      "lastapp",
      "lastdata",
      "start",
      "answer",
      "end",
    ] as const),
    ...([
      "duration",
      "billsec",
      "disposition",
      "amaflags",
      "accountcode",
      "uniqueid",
      "userfield",
      "sequence",
    ] as const),
  ],
];
