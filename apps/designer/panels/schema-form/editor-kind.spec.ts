import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#kernel';
import { stepCatalogue } from '#steps/definitions';
import { editorOf, membersOf, unknownMembers, wholeInputOf, withInput, type EditorKind } from './editor-kind.js';

const brief = (editor: EditorKind): string =>
  editor.kind === 'object'
    ? `{${editor.members.map((m) => `${m.name}${m.isRequired ? '!' : ''}:${brief(m.editor)}`).join(' ')}}`
    : editor.kind === 'map'
      ? `map of ${brief(editor.of)}`
      : editor.kind;

describe('the form of a step', () => {
  it.each([
    ['task.create', 'title!:text due:due role:role person:person'],
    ['approval.ask', 'title:text role:role person:person due:due approve:text reject:text'],
    ['email.send', 'to!:texts cc:texts bcc:texts replyTo:text subject!:text text!:text'],
    ['http.request', 'method:choice url!:text headers:map of text body:any auth:{secret!:text as:choice header:text}'],
    ['wait', 'for:delay at:date'],
    ['score.custom', 'model!:model record:text'],
    ['segment.refresh', 'set!:segment-set how:choice'],
    ['run.start', 'pipeline!:pipeline record:text create:{object!:text fields:map of any} vars:map of any'],
  ])('%s', (kind, expected) => {
    const step = stepCatalogue().get(kind);
    const members = step ? membersOf(step) : [];
    expect(members.map((member) => `${member.name}${member.isRequired ? '!' : ''}:${brief(member.editor)}`).join(' ')).toBe(expected);
  });

  it('knows every member of every step, in both languages', () => {
    for (const step of stepCatalogue().all()) {
      if (wholeInputOf(step.kind) !== null) continue;
      const inner = membersOf(step).flatMap((member) => [member, ...(member.editor.kind === 'object' ? member.editor.members : [])]);
      expect(inner.filter((member) => member.label['zh-CN'] === undefined).map((member) => `${step.kind}.${member.name}`)).toEqual([]);
    }
  });

  it('takes any schema', () => {
    expect(brief(editorOf('x', { anyOf: [{ type: 'number' }, { type: 'null' }] }))).toBe('any');
    expect(brief(editorOf('x', {}))).toBe('any');
    expect(brief(editorOf('x', { type: 'integer' }))).toBe('number');
  });
});

describe('an input', () => {
  const value: JsonObject = { title: 'Call', later: { x: 1 } };
  it('keeps what is not known', () => {
    const step = stepCatalogue().get('task.create');
    expect(unknownMembers(step ? membersOf(step) : [], value)).toEqual(['later']);
    expect(withInput(value, 'title', 'Mail')).toEqual({ title: 'Mail', later: { x: 1 } });
    expect(withInput(value, 'title', undefined)).toEqual({ later: { x: 1 } });
    expect(Object.keys(withInput(value, 'due', 'P1D'))).toEqual(['title', 'later', 'due']);
  });
});
