/** A receiver's check of a message, complete: for Node.js 22 and later, without any library. */
export const verifyExample = (secret: string): string =>
  `import { createHmac, timingSafeEqual } from 'node:crypto';

const key = Buffer.from('${secret}'.replace('whsec_', ''), 'base64');

/** \`body\` is the text exactly as it came, before JSON.parse. */
export function isGenuine(headers: Record<string, string | undefined>, body: string): boolean {
  const id = headers['webhook-id'];
  const time = headers['webhook-timestamp'];
  if (!id || !time || !(Math.abs(Date.now() / 1000 - Number(time)) <= 300)) return false;
  const expected = createHmac('sha256', key).update(\`\${id}.\${time}.\${body}\`).digest();
  return (headers['webhook-signature'] ?? '').split(' ').some((one) => {
    const given = Buffer.from(one.startsWith('v1,') ? one.slice(3) : '', 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
// The same webhook-id twice is the same message: do it once.`;
