/** About how wide a text is drawn, in pixels: wide signs count as one em, others as a little more than half. */
export function textWidth(text: string, fontPx: number): number {
  let em = 0;
  for (const sign of text) em += isWide(sign) ? 1 : isNarrow(sign) ? 0.3 : isCapital(sign) ? 0.68 : 0.55;
  return Math.ceil(em * fontPx);
}

const isWide = (sign: string): boolean =>
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u.test(sign);
const isNarrow = (sign: string): boolean => "iljtfI.,:;'|!() ".includes(sign);
const isCapital = (sign: string): boolean => sign >= 'A' && sign <= 'Z';
