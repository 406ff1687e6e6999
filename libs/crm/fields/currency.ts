const known = new Set(Intl.supportedValuesOf('currency'));
const decimals = new Map<string, number>();

/** Whether `code` is an ISO 4217 code in capitals. */
export const isCurrency = (code: string): boolean => known.has(code);

/** Decimals of the currency's minor unit: EUR 2, JPY 0, KWD 3; 2 for an unknown code. */
export function currencyDecimals(code: string): number {
  // Only codes are kept: what people write instead of one has no end.
  if (!isCurrency(code)) return 2;
  let digits = decimals.get(code);
  if (digits === undefined) {
    digits = new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits ?? 2;
    decimals.set(code, digits);
  }
  return digits;
}
