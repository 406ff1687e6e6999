import { seededRandom, type Random } from '#analytics';

const FIRST = [
  'Anna',
  'Ben',
  'Clara',
  'David',
  'Elena',
  'Frank',
  'Greta',
  'Hugo',
  'Ines',
  'Jonas',
  'Katja',
  'Leon',
  'Maria',
  'Nils',
  'Olga',
  'Paul',
  'Rosa',
  'Simon',
];
const BEGINNINGS = ['Ber', 'Car', 'Dor', 'Fal', 'Gar', 'Hel', 'Kol', 'Lin', 'Mar', 'Nor', 'Pet', 'Ros', 'Sal', 'Tor', 'Ven', 'Wal'];
const MIDDLES = ['an', 'be', 'do', 'el', 'ga', 'ki', 'lo', 'mi', 'no', 'ra', 'si', 'tu', 'va', 'ze'];
const ENDS = ['berg', 'dorf', 'feld', 'hagen', 'heim', 'hoff', 'mann', 'meier', 'sen', 'ski', 'son', 'stein', 'thal', 'wald'];
const HOSTS = ['example.com', 'example.net', 'example.org', 'mail.example.com', 'post.example.org'];

type Contact = Readonly<Record<'name' | 'email' | 'phone', string>>;

/** Contacts two by two: each odd one is the one before it, typed again with a slip in the name, and in the address or the telephone number. */
export function plantedPairs(pairs: number, seed: number): Contact[] {
  const random = seededRandom(seed);
  return Array.from({ length: pairs }, () => contact(random)).flatMap((one) => {
    const isMailWrong = random.next() < 0.5;
    const again = {
      name: slip(one.name, random),
      email: isMailWrong ? slip(one.email, random) : one.email,
      phone: isMailWrong ? one.phone : slip(one.phone, random),
    };
    return [one, again];
  });
}

function contact(random: Random): Contact {
  const pick = (from: readonly string[]): string => from[random.below(from.length)] as string;
  const digits = (n: number): string => String(random.below(10 ** n)).padStart(n, '0');
  const [first, last] = [pick(FIRST), `${pick(BEGINNINGS)}${pick(MIDDLES)}${pick(ENDS)}`];
  return { name: `${first} ${last}`, email: `${first}.${last}${digits(2)}@${pick(HOSTS)}`.toLowerCase(), phone: `+49 ${digits(3)} ${digits(4)} ${digits(3)}` };
}

/** One letter or digit left out, doubled, or swapped with the next. */
function slip(text: string, random: Random): string {
  const places = [...text.matchAll(/[\p{L}\d]/gu)].map(({ index }) => index);
  const at = places[random.below(places.length)] as number;
  const here = text.charAt(at);
  switch (random.below(3)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + here + text.slice(at);
    default:
      return text.slice(0, at) + text.charAt(at + 1) + here + text.slice(at + 2);
  }
}
