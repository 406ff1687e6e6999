import { UserError, type WorkspaceId } from '#kernel';

/** A stored secret and the hosts (`host` or `host:port`) it was made for when it was created. */
export interface Secret {
  readonly value: string;
  readonly hosts: readonly string[];
}

/** Where handlers get secrets by name; the value is never part of an input, an output or the journal. */
export interface Secrets {
  /** Null when there is none of that name. */
  reveal(workspace: WorkspaceId, name: string): Promise<Secret | null>;
}

/** The secret, or UserError `secret.unknown`. */
export async function secretNamed(secrets: Secrets, workspace: WorkspaceId, name: string, at: string): Promise<Secret> {
  const secret = await secrets.reveal(workspace, name);
  if (secret) return secret;
  throw new UserError('invalid', { code: 'secret.unknown', at, text: { en: `There is no secret "${name}".`, 'zh-CN': `没有名为“${name}”的密钥。` } });
}
