import Big from "big.js";
import type { DecimalMark } from "../../../domain/decimal.js";
import { exactDecimal } from "./exact-amounts.js";
import { readNumber } from "./numbers.js";

/** What a row of goods says of its money. Numbers are exact decimals; null is what it does not say. */
export interface PricedRow {
  /** What the row is about, for people. */
  readonly name: string;
  readonly quantity: string | null;
  /** The price of one piece as written. */
  readonly price: string | null;
  readonly discount: Discount | null;
  /** What the row costs in all. */
  readonly amount: string | null;
}

export interface Discount {
  readonly text: string;
  /** The number in it; null if there is no single one, as in "10 + 5 %". */
  readonly value: string | null;
  readonly isPercent: boolean;
  /** True where the heading calls the price a net one: the discount may have been taken off already. */
  readonly isPriceNet: boolean;
}

export interface NetPrice {
  readonly price: string | null;
  readonly doubt: string | null;
}

const PERCENT = /%|％|\b(?:pct|percent|prozent)\b/iu;
const NET = /\bnet\b|netto|nett\b|净/iu;
const CELL_CHARS_MAX = 40;

/** A cell under "Discount"; null if it says that there is none. `priceHeading` is that of the price beside it. */
export function readDiscount(
  cell: string,
  headings: { readonly discount: string; readonly price: string },
  mark: DecimalMark | null,
): Discount | null {
  const text = cell.trim().slice(0, CELL_CHARS_MAX);
  if (!/[1-9]/.test(text)) return null;
  const reading = readNumber(text.replace(/^[-–−]\s*/, ""), mark);
  const isPercent = PERCENT.test(text) || PERCENT.test(headings.discount);
  return { text, value: reading.ok ? reading.value : null, isPercent, isPriceNet: NET.test(headings.price) };
}

/**
 * What one piece of each row costs, discounts taken off. How a discount is meant is told by the amount of its row; a
 * row whose amount contradicts it, where those around it do not, is asked about. Rows are those of one table.
 */
export function netPrices(rows: readonly PricedRow[]): NetPrice[] {
  const plain = rows.map((row) => (row.discount === null ? isInStep(row) : null));
  const agreeing = plain.filter((one) => one === true).length;
  const others = plain.filter((one) => one === false).length;
  const isTelling = agreeing > 1 && others * 2 <= agreeing;
  return rows.map((row, at) => {
    if (row.discount !== null && row.price !== null) return discounted(row, row.price, row.discount);
    const { name, quantity, price, amount } = row;
    const isOut = isTelling && plain[at] === false;
    const doubt = isOut ? `${name}: ${quantity} x ${price} is not ${amount}, the amount of its row.` : null;
    return { price, doubt };
  });
}

/** Null if the row does not say all three. */
function isInStep({ quantity, price, amount }: PricedRow): boolean | null {
  if (quantity === null || price === null || amount === null) return null;
  return misfit(quantity, new Big(price), amount).lte(0);
}

function discounted(row: PricedRow, price: string, discount: Discount): NetPrice {
  const { quantity, amount, name } = row;
  const doubt = `${name} costs ${price} with a discount of "${discount.text}": what is the price of one piece?`;
  const ways = waysToTakeOff(new Big(price), quantity, discount);
  if (quantity === null || amount === null) {
    const isPlain = discount.isPercent && !discount.isPriceNet && !isFraction(discount);
    const net = isPlain ? ways.percent : undefined;
    return net === undefined ? { price, doubt } : { price: shown(net), doubt: null };
  }
  const fitting = Object.values(ways)
    .map((net) => ({ net, by: misfit(quantity, net, amount) }))
    .filter(({ by }) => by.lte(0))
    .sort((a, b) => a.by.cmp(b.by));
  const [best] = fitting;
  return best === undefined ? { price, doubt } : { price: shown(best.net), doubt: null };
}

/** A sheet keeps 10 % as 0.1. */
const isFraction = ({ value }: Discount): boolean => value !== null && new Big(value).lt(1);

/** What a piece costs by each way in which a discount can be meant. */
function waysToTakeOff(
  price: Big,
  quantity: string | null,
  discount: Discount,
): Readonly<Record<string, Big>> {
  const off = exactDecimal(discount.value);
  if (off === null) return { already: price };
  const percent = { percent: price.times(new Big(100).minus(off)).div(100) };
  const fraction = isFraction(discount) ? { fraction: price.times(new Big(1).minus(off)) } : {};
  const all = quantity === null ? {} : { ofRow: price.minus(new Big(off).div(quantity)) };
  const money = discount.isPercent ? {} : { ofPiece: price.minus(off), ...all };
  const ways = { already: price, ...percent, ...fraction, ...money };
  return Object.fromEntries(Object.entries(ways).filter(([, net]) => net.gte(0)));
}

/** By how much the amount of a row is farther from so many pieces at that price than rounding explains. */
function misfit(quantity: string, price: Big, amount: string): Big {
  const rounding = new Big(quantity).times(HALF_A_CENT).plus(HALF_A_CENT);
  return price.times(quantity).minus(amount).abs().minus(rounding);
}

/** Prices and amounts are rounded to cents each for itself. */
const HALF_A_CENT = "0.005";
const PLACES = 6;

const shown = (price: Big): string => price.round(PLACES).toFixed();
