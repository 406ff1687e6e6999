/** How people call countries that the map names otherwise. */
const CALLED: Readonly<Record<string, string>> = {
  'united states': 'United States of America',
  usa: 'United States of America',
  'south korea': 'South Korea',
  korea: 'South Korea',
  uk: 'United Kingdom',
  'czech republic': 'Czechia',
  'dr congo': 'Dem. Rep. Congo',
  'bosnia and herzegovina': 'Bosnia and Herz.',
  'dominican republic': 'Dominican Rep.',
  'ivory coast': "Côte d'Ivoire",
  'north macedonia': 'Macedonia',
};

const A = 65;
const LETTERS = Array.from({ length: 26 }, (_, place) => String.fromCharCode(A + place));

let chinese: ReadonlyMap<string, string> | null = null;

/** English names by Chinese ones, of every region that the browser knows. */
function fromChinese(): ReadonlyMap<string, string> {
  const [zh, en] = ['zh-CN', 'en'].map((language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }));
  const names = LETTERS.flatMap((first) => LETTERS.map((second) => `${first}${second}`)).flatMap((code): [string, string][] => {
    const [given, english] = [zh?.of(code), en?.of(code)];
    return given === undefined || english === undefined ? [] : [[given, english]];
  });
  return new Map(names);
}

/** The map's name of a country given by its English or Chinese name or its two-letter code (ISO 3166-1); itself when the map has none. */
export function nameOnMap(country: string, known: ReadonlySet<string>): string {
  const given = country.trim();
  if (known.has(given)) return given;
  const english = /^[A-Z]{2}$/.test(given)
    ? (new Intl.DisplayNames('en', { type: 'region' }).of(given) ?? given)
    : ((chinese ??= fromChinese()).get(given) ?? given);
  return known.has(english) ? english : (CALLED[english.toLowerCase()] ?? english);
}
