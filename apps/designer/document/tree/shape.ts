import { fail, isJsonObject, ok, pointer, type Json, type JsonObject, type JsonPointer, type Problem, type Result } from '#kernel';
import { upgradeDocument, type PipelineDocument } from '#pipeline';

const MAX_DEPTH = 60;

/**
 * A document from outside (the engine's draft, the JSON tab, a file), brought to the current format, with the shape that everything
 * in the designer relies on: states are objects, transitions are texts, objects or lists of objects, and so on. It may still be
 * wrong in every way that `parsePipeline` reports: unfinished work must open. Otherwise every place where the shape is not so.
 */
export function openDocument(input: Json): Result<PipelineDocument, readonly Problem[]> {
  const upgraded = upgradeDocument(input);
  if (!upgraded.ok) return upgraded;
  const shape = new Shape();
  shape.pipeline(upgraded.value as Json);
  return shape.problems.length > 0 ? fail(shape.problems) : ok(upgraded.value as unknown as PipelineDocument);
}

type Check = (value: Json, at: JsonPointer) => void;

class Shape {
  readonly problems: Problem[] = [];

  pipeline(value: Json): void {
    if (!isJsonObject(value)) return this.wrong('', 'an object', '对象');
    if (value['states'] === undefined) this.wrong('/states', 'an object with states', '含状态的对象');
    this.members(value, '', {
      key: this.text,
      object: this.text,
      fields: this.mapOf(this.titled),
      vars: this.mapOf(this.object),
      roles: this.listOf(this.text),
      layout: this.mapOf(this.object),
      notes: this.listOf(this.object),
      timeZone: this.text,
    });
    if (value['title'] === undefined) this.wrong('/title', 'a title', '标题');
    this.state(0)(value, '');
  }

  private readonly state =
    (depth: number): Check =>
    (value, at) => {
      if (depth > MAX_DEPTH) return this.wrong(at, `states at most ${MAX_DEPTH} deep`, `最多 ${MAX_DEPTH} 层的状态`);
      if (!isJsonObject(value)) return this.wrong(at, 'an object', '对象');
      this.members(value, at, {
        title: this.title,
        description: this.title,
        type: this.text,
        id: this.text,
        target: this.names,
        initial: this.names,
        entry: this.listOf(this.action),
        exit: this.listOf(this.action),
        on: this.mapOf(this.transitions),
        always: this.transitions,
        onDone: this.transitions,
        after: this.listOf(this.transition),
        invoke: (invoke, place) => (Array.isArray(invoke) ? this.listOf(this.invoke)(invoke, place) : this.invoke(invoke, place)),
        states: this.mapOf(this.state(depth + 1)),
      });
    };

  private readonly transitions: Check = (value, at) => {
    if (typeof value === 'string') return;
    if (Array.isArray(value)) this.listOf(this.transition)(value, at);
    else this.transition(value, at);
  };

  private readonly transition: Check = (value, at) => {
    if (!isJsonObject(value)) return this.wrong(at, 'a transition', '转换');
    this.members(value, at, {
      target: this.names,
      title: this.title,
      requires: this.listOf(this.text),
      by: this.listOf(this.text),
      pausedIn: this.listOf(this.text),
      actions: this.listOf(this.action),
      in: (delay, place) => {
        if (typeof delay === 'string') return;
        if (isJsonObject(delay) && typeof delay['business'] === 'string' && typeof delay['calendar'] === 'string') return;
        this.wrong(place, 'a length of time', '时长');
      },
    });
  };

  private readonly invoke: Check = (value, at) => {
    if (!isJsonObject(value)) return this.wrong(at, 'an object', '对象');
    if (typeof value['id'] !== 'string') this.wrong(pointer(at, 'id'), 'a text', '文本');
    if (typeof value['step'] !== 'string') this.wrong(pointer(at, 'step'), 'a text', '文本');
    this.members(value, at, { onDone: this.transitions, onError: this.transitions, forEach: this.object });
  };

  private readonly action: Check = (value, at) => {
    if (!isJsonObject(value)) return this.wrong(at, 'an object', '对象');
    if (typeof value['do'] !== 'string') this.wrong(pointer(at, 'do'), 'a kind of step', '步骤种类');
  };

  private readonly titled: Check = (value, at) => {
    if (!isJsonObject(value)) return this.wrong(at, 'an object', '对象');
    this.title(value['title'] ?? null, pointer(at, 'title'));
  };

  private readonly title: Check = (value, at) => {
    const isText = isJsonObject(value) && typeof value['en'] === 'string' && ['string', 'undefined'].includes(typeof value['zh-CN']);
    if (!isText) this.wrong(at, 'a text in English, or in both languages', '英文或双语文本');
  };

  private readonly names: Check = (value, at) => {
    if (typeof value !== 'string') this.listOf(this.text)(value, at);
  };

  private readonly text: Check = (value, at) => {
    if (typeof value !== 'string') this.wrong(at, 'a text', '文本');
  };

  private readonly object: Check = (value, at) => {
    if (!isJsonObject(value)) this.wrong(at, 'an object', '对象');
  };

  private listOf(check: Check): Check {
    return (value, at) => {
      if (!Array.isArray(value)) return this.wrong(at, 'a list', '列表');
      (value as readonly Json[]).forEach((member, n) => check(member, pointer(at, n)));
    };
  }

  private mapOf(check: Check): Check {
    return (value, at) => {
      if (!isJsonObject(value)) return this.wrong(at, 'an object', '对象');
      for (const [key, member] of Object.entries(value)) check(member, pointer(at, key));
    };
  }

  private members(value: JsonObject, at: JsonPointer, checks: Readonly<Record<string, Check>>): void {
    for (const [key, check] of Object.entries(checks)) {
      const member = value[key];
      if (member !== undefined) check(member, pointer(at, key));
    }
  }

  private wrong(at: JsonPointer, en: string, zh: string): void {
    this.problems.push({ code: 'value.kind', at, text: { en: `This must be ${en}.`, 'zh-CN': `此处须为${zh}。` } });
  }
}
