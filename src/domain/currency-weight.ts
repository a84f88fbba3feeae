/**
 * Roughly what one unit of a currency is worth against a euro, to one digit. The hub keeps no exchange rates
 * and adds no amounts of different currencies: these weigh what is at risk, so that a million yen is not asked
 * about before a hundred thousand euros. Nobody is ever shown a number that was made with them.
 */
const WEIGHTS: Readonly<Record<string, number>> = {
  ...{ EUR: 1, USD: 0.9, GBP: 1.2, CHF: 1, CAD: 0.6, AUD: 0.6, NZD: 0.5, SGD: 0.7 },
  ...{
    CNY: 0.1,
    HKD: 0.1,
    TWD: 0.03,
    JPY: 0.006,
    KRW: 0.0006,
    INR: 0.01,
    THB: 0.03,
    VND: 0.00004,
    IDR: 0.00006,
  },
  ...{ SEK: 0.09, NOK: 0.09, DKK: 0.1, PLN: 0.2, CZK: 0.04, HUF: 0.003, RON: 0.2, TRY: 0.02, UAH: 0.02 },
  ...{ BRL: 0.2, MXN: 0.05, CLP: 0.001, COP: 0.0002, ARS: 0.0007, ZAR: 0.05, ILS: 0.2, AED: 0.2, SAR: 0.2 },
};

/** A currency that is not listed, or none at all, counts as it stands. */
const UNKNOWN_WEIGHT = 1;

export const CURRENCY_WEIGHTS = { known: WEIGHTS, unknown: UNKNOWN_WEIGHT } as const;
