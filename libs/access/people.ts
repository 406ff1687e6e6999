import { isAtLeast, type Role } from '#contracts';
import { type PersonId, UserError, type WorkspaceId } from '#kernel';
import { hashPassword, passwordFits } from './passwords.js';
import type { MemberRow, PeopleStore, Person } from './ports.js';
import { personActor, type Principal } from './principal.js';
import { refusal } from './refusals.js';
import type { Throttle } from './throttle.js';
import { hashToken, newToken } from './tokens.js';

/** People, their roles, and the one-time links by which they come in. There is no default password anywhere. */
export class People {
  constructor(
    private readonly store: PeopleStore,
    private readonly ids: { next(): string },
    private readonly throttle: Throttle,
  ) {}

  /** A fresh token for the owner link, which replaces the one before; null as soon as somebody owns the workspace. */
  async ownerToken(workspace: WorkspaceId): Promise<string | null> {
    if (await this.store.hasOwner(workspace)) return null;
    const token = newToken('');
    await this.store.saveOwnerLink(workspace, hashToken(token));
    return token;
  }

  /** What a link would do, for the page that asks for name and password; null when it is spent, expired or made up. */
  async linkFor(token: string): Promise<{ readonly role: Role; readonly email: string | null; readonly name: string | null } | null> {
    const link = await this.store.openLink(hashToken(token));
    return link && { role: link.role, email: link.person?.email ?? null, name: link.person?.name ?? null };
  }

  /**
   * Spends a link. Somebody who already has a password proves it here; an invitation is only for the address it names.
   * @throws UserError `link.spent` (forbidden), `link.email`, `link.password`, `sign-in.throttled` (too-many).
   */
  async join(
    token: string,
    sent: { readonly name: string; readonly email: string; readonly password: string; readonly locale: string },
    address: string,
  ): Promise<{ readonly person: PersonId; readonly workspace: WorkspaceId }> {
    const tokenHash = hashToken(token);
    const link = await this.store.openLink(tokenHash);
    if (!link) throw linkSpent();
    const email = sent.email.toLowerCase();
    if (link.person && link.person.email !== email)
      throw refusal('invalid', 'link.email', 'This invitation is for another e-mail address.', '此邀请属于另一个电子邮箱。', '/email');
    const known = link.person ?? (await this.store.byEmail(email));
    const person = await this.completed(known, { ...sent, email }, address);
    const actor = personActor(person.id, link.role, []);
    const audit = { actor, action: 'member.joined', target: `person/${person.id}`, detail: { role: link.role } };
    if (!(await this.store.join(tokenHash, person, audit))) throw linkSpent();
    return { person: person.id, workspace: link.workspace };
  }

  private async completed(
    known: Person | null,
    sent: { readonly name: string; readonly email: string; readonly password: string; readonly locale: string },
    address: string,
  ): Promise<Person & { readonly passwordHash: string; readonly locale: string }> {
    const { name, email, password, locale } = sent;
    if (known?.passwordHash) {
      if (!(await this.proves(known, password, address)))
        throw refusal('invalid', 'link.password', 'You already have an account: give its password.', '您已有账户:请输入该账户的密码。', '/password');
      return { ...known, passwordHash: known.passwordHash, locale };
    }
    return { id: known?.id ?? (this.ids.next() as PersonId), email, name, passwordHash: await hashPassword(password), locale };
  }

  members(workspace: WorkspaceId): Promise<readonly MemberRow[]> {
    return this.store.members(workspace);
  }

  /** @throws UserError `role.above-own` (forbidden), `member.exists` (conflict). */
  async invite(
    by: Principal,
    sent: { readonly name: string; readonly email: string; readonly role: Role; readonly pipelineRoles: readonly string[] },
  ): Promise<{ readonly member: MemberRow; readonly token: string }> {
    assertMayGrant(by, sent.role);
    const token = newToken('');
    const email = sent.email.toLowerCase();
    const invited = { ...sent, email, id: this.ids.next() as PersonId, tokenHash: hashToken(token) };
    const audit = { actor: by.actor, action: 'member.invited', target: `member/${email}`, detail: { role: sent.role, pipelineRoles: sent.pipelineRoles } };
    const member = await this.store.invite(by.workspace.id, invited, audit);
    if (!member) throw refusal('conflict', 'member.exists', 'This person is a member already.', '此人已是成员。', '/email');
    return { member, token };
  }

  /** @throws UserError `member.not-found`, `role.above-own` (forbidden), `member.last-owner` (conflict). */
  async change(by: Principal, person: PersonId, change: { readonly role: Role | null; readonly pipelineRoles: readonly string[] | null }): Promise<MemberRow> {
    await this.assertMayTouch(by, person);
    if (change.role) assertMayGrant(by, change.role);
    const audit = { actor: by.actor, action: 'member.changed', target: `person/${person}`, detail: { ...change } };
    return settled(await this.store.changeMember(by.workspace.id, person, change, audit));
  }

  /** Their sessions in this workspace end. @throws as `change`. */
  async remove(by: Principal, person: PersonId): Promise<void> {
    await this.assertMayTouch(by, person);
    const audit = { actor: by.actor, action: 'member.removed', target: `person/${person}`, detail: null };
    settled(await this.store.removeMember(by.workspace.id, person, audit));
  }

  /** @throws UserError `password.wrong`, `sign-in.throttled` (too-many). */
  async changePassword(by: Principal, current: string, password: string, address: string): Promise<void> {
    if (by.kind !== 'person') throw refusal('forbidden', 'session.person-only', 'An API key has no password.', 'API 密钥没有密码。');
    const person = await this.store.byId(by.id as PersonId);
    if (!person || !(await this.proves(person, current, address)))
      throw refusal('invalid', 'password.wrong', 'The current password is wrong.', '当前密码不正确。', '/current');
    await this.store.setPassword(by.id as PersonId, await hashPassword(password), by.session);
  }

  /** @throws UserError `session.person-only`. */
  async rename(by: Principal, name: string): Promise<void> {
    if (by.kind !== 'person') throw refusal('forbidden', 'session.person-only', 'An API key has no name of a person.', 'API 密钥没有个人姓名。');
    await this.store.rename(by.id as PersonId, name);
  }

  /** Every place that judges a password counts the guesses together: none of them is a way around the others. */
  private async proves({ email, passwordHash }: Person, password: string, address: string): Promise<boolean> {
    const attempt = await this.throttle.begin(email, address);
    const fits = await passwordFits(passwordHash, password);
    if (fits) await this.throttle.succeeded(attempt);
    return fits;
  }

  private async assertMayTouch(by: Principal, person: PersonId): Promise<void> {
    const member = (await this.store.members(by.workspace.id)).find(({ id }) => id === person);
    if (!member) throw memberUnknown();
    assertMayGrant(by, member.role);
  }
}

/** Nobody grants, changes or takes away a role stronger than their own. */
export function assertMayGrant(by: Pick<Principal, 'role'>, role: Role): void {
  if (!isAtLeast(by.role, role))
    throw refusal('forbidden', 'role.above-own', 'This role is stronger than your own.', '该角色的权限高于您自己的角色。', '/role');
}

function settled<T>(outcome: T | 'last-owner' | null): T {
  if (outcome === null) throw memberUnknown();
  if (outcome === 'last-owner') throw refusal('conflict', 'member.last-owner', 'A workspace keeps at least one owner.', '工作区至少要有一位所有者。');
  return outcome as T;
}

const memberUnknown = (): UserError => refusal('not-found', 'member.not-found', 'There is no such member.', '没有这位成员。');
const linkSpent = (): UserError =>
  refusal('forbidden', 'link.spent', 'This link has been used or has run out. Ask for a new one.', '此链接已被使用或已过期。请索取新的链接。', '/token');
