// `npm run client`: writes the addresses of all operations from the contracts. The types come from the contracts themselves.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { operations, PERMISSIONS } from '#contracts';

const file = join(import.meta.dirname, 'routes.generated.ts');
const isOperation = (value) => typeof value === 'object' && value !== null && 'permission' in value && 'path' in value;
const lines = Object.entries(operations)
  .filter(([, value]) => isOperation(value))
  .map(([name, { method, path, permission }]) => `  ${name}: ['${method}', '${path}', '${permission}'],`);
const permissionFile = join(import.meta.dirname, '../app/permissions.generated.ts');
const permissions = `/** Made by \`npm run client\` from libs/contracts: who holds what. */\nexport const PERMISSION_ROLES = ${JSON.stringify(PERMISSIONS)} as const;\nexport type PermissionName = keyof typeof PERMISSION_ROLES;\n`;
writeFileSync(permissionFile, await format(permissions, { ...(await resolveConfig(permissionFile)), filepath: permissionFile }));
const text = `/** Made by \`npm run client\` from libs/contracts; a test holds that it is current. */\nexport const ROUTES = {\n${lines.join('\n')}\n} as const;\n`;
writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
