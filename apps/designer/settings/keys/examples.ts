/** A command that works as printed: the first deals of the workspace. */
export const curlExample = (origin: string, key: string): string => `curl -sS "${origin}/api/v1/records/deal?limit=3" -H "Authorization: Bearer ${key}"`;

/** The same in TypeScript, for Node.js 22 and later. */
export const programExample = (origin: string, key: string): string =>
  `const answer = await fetch('${origin}/api/v1/records/deal?limit=3', {
  headers: { Authorization: 'Bearer ${key}' },
});
if (!answer.ok) throw new Error((await answer.json()).detail);
const { items } = await answer.json();
console.log(items);`;
