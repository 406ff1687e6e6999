import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly ports?: readonly string[];
  readonly secrets?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes?: readonly string[];
}

const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
};
const services = Object.entries(compose.services);
const ours = services.filter(([, { image }]) => image === 'millrace');
const dockerfile = readFileSync('Dockerfile', 'utf8');
const config = readFileSync('apps/engine/config/config.ts', 'utf8') + readFileSync('apps/engine/config/secret-files.ts', 'utf8');

describe('docker-compose.yml', () => {
  it('starts two engines, two workers, PostgreSQL, Redis and one address', () => {
    const roles = ours.map(([name, { command }]) => [name, command?.join(' ')]);
    expect(roles).toEqual([
      ['engine-1', 'up --role api'],
      ['engine-2', 'up --role api'],
      ['worker-1', 'up --role worker'],
      ['worker-2', 'up --role worker'],
    ]);
    expect(services.map(([name]) => name).sort()).toEqual(['engine-1', 'engine-2', 'postgres', 'proxy', 'redis', 'worker-1', 'worker-2']);
    expect(services.flatMap(([name, { ports = [] }]) => ports.map((port) => `${name} ${port}`))).toEqual(['proxy 127.0.0.1:8080:8080']);
  });

  it('gives our processes no more than they need', () => {
    for (const [name, service] of ours) {
      expect({ name, readOnly: service.read_only, drop: service.cap_drop, options: service.security_opt, mounts: service.volumes }).toEqual({
        name,
        readOnly: true,
        drop: ['ALL'],
        options: ['no-new-privileges:true'],
        mounts: undefined,
      });
      expect(Object.keys(service.depends_on ?? {})).toEqual(expect.arrayContaining(['postgres', 'redis']));
    }
  });

  it('names only settings that exist, and keeps secrets in files that are declared', () => {
    for (const [name, { environment = {}, secrets = [] }] of services) {
      for (const secret of secrets) expect(compose.secrets).toHaveProperty(secret);
      for (const [setting, value] of Object.entries(environment)) {
        const where = setting.endsWith('_FILE') ? String(value).replace('/run/secrets/', '') : null;
        if (where !== null) expect({ name, setting, secrets }).toMatchObject({ secrets: expect.arrayContaining([where]) });
        if (name.startsWith('engine') || name.startsWith('worker')) expect(config).toContain(setting.replace(/_FILE$/, ''));
        expect(setting).not.toMatch(/PASSWORD$|MASTER_KEYS$|^DATABASE_URL$/);
      }
    }
  });

  it('has a Redis that evicts nothing', () => {
    expect(compose.services['redis']?.command?.join(' ')).toContain('--maxmemory-policy noeviction');
  });

  it('has a proxy that knows exactly the engines and buffers nothing', () => {
    const nginx = readFileSync('deploy/nginx.conf', 'utf8');
    const targets = [...nginx.matchAll(/server (\S+):8080/g)].map((match) => match[1]);
    expect(targets).toEqual(ours.map(([name]) => name).filter((name) => name.startsWith('engine')));
    expect(nginx).toContain('proxy_buffering off;');
  });
});

describe('the Dockerfile', () => {
  it('builds in one stage and runs in another, not as root', () => {
    expect(dockerfile.match(/^FROM /gm)).toHaveLength(2);
    const [, run = ''] = dockerfile.split(/^FROM (?=\S+\n)/m);
    expect(run).toMatch(/^USER node$/m);
    expect(run).not.toMatch(/npm (ci|install)/);
    expect(run.indexOf('USER node')).toBeLessThan(run.indexOf('ENTRYPOINT'));
  });

  it('copies only what the build context lets in, and nothing secret', () => {
    const allowed = readFileSync('.dockerignore', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap((match) => (match[1] ?? '').split(' '));
    expect(copied.filter((path) => !allowed.includes(path))).toEqual([]);
    expect(dockerfile).not.toMatch(/\b(ARG|ENV)\b.*(PASSWORD|SECRET|KEY)/);
  });
});
