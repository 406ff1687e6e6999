import { canonicalJson, type Json, type Problem, type Text } from '#kernel';
import type { CsvEncoding } from './csv.js';

/** A row that was not taken, or not wholly, with the reason. */
export interface RowProblem {
  readonly line: number;
  readonly key: string | null;
  readonly column: string | null;
  readonly problem: Problem;
}

/** Something worth a look that did not stop the row; rows with the same value stand together. */
export interface Finding {
  readonly code: FindingCode;
  readonly column: string | null;
  readonly field: string | null;
  readonly got: Json;
  /** What was probably meant. */
  readonly suggestion: string | null;
  readonly text: Text;
  readonly count: number;
  /** Lines of the file, the header being 1. Empty for findings about the whole file. */
  readonly lines: readonly number[];
}

export type FindingCode =
  | 'reference.unresolved' // no record has the value: the reference stays empty, the text is kept in `<field>_text`
  | 'reference.ambiguous' // several records have it
  | 'reference.blank' // the cell of a reference is blank
  | 'value.near-option' // probably a misspelling of a known value; kept as it is
  | 'key.repeated' // the same key once more: the later row changes what the earlier one made
  | 'record.similar' // a record without the key has the same e-mail or name: probably the same one
  | 'row.undated' // history: no date, so the run starts at the as-of time
  | 'records.unreferenced'; // records of the other object that no row of this file refers to

export interface ImportReport {
  readonly target: string;
  readonly dryRun: boolean;
  readonly encoding: CsvEncoding;
  readonly delimiter: string;
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Rows with a problem; each is among `problems`. */
  readonly failed: number;
  /** History only. */
  readonly events: { readonly played: number; readonly alreadyPlayed: number; readonly refused: number } | null;
  readonly problems: readonly RowProblem[];
  /** Problems beyond the 10,000 that are listed. */
  readonly problemsLeftOut: number;
  readonly findings: readonly Finding[];
  /** Columns of the file that the map does not use. */
  readonly unusedColumns: readonly string[];
}

const MAX_PROBLEMS = 10_000;
const MAX_FINDINGS = 10_000;

/** Collects what an import has to say. */
export class ReportBuilder {
  readonly counts = { rows: 0, created: 0, updated: 0, unchanged: 0, failed: 0 };
  readonly events = { played: 0, alreadyPlayed: 0, refused: 0 };
  private readonly problems: RowProblem[] = [];
  private leftOut = 0;
  private readonly failedLines = new Set<number>();
  private readonly findings = new Map<string, Finding & { readonly lines: number[]; count: number }>();

  /** A row counts as failed once, however many problems it has. */
  fail(problem: RowProblem): void {
    if (!this.failedLines.has(problem.line)) {
      this.failedLines.add(problem.line);
      this.counts.failed += 1;
    }
    if (this.problems.length < MAX_PROBLEMS) this.problems.push(problem);
    else this.leftOut += 1;
  }

  find(finding: Omit<Finding, 'count' | 'lines' | 'text'>, line: number | null, count = 1): void {
    const id = canonicalJson([finding.code, finding.column, finding.field, finding.got]);
    const present = this.findings.get(id);
    if (present) {
      present.count += count;
      if (line !== null) present.lines.push(line);
    } else if (this.findings.size < MAX_FINDINGS) {
      this.findings.set(id, { ...finding, text: sentence(finding), count, lines: line === null ? [] : [line] });
    }
  }

  report(head: Pick<ImportReport, 'target' | 'dryRun' | 'encoding' | 'delimiter' | 'unusedColumns'>, history: boolean): ImportReport {
    return {
      ...head,
      ...this.counts,
      events: history ? { ...this.events } : null,
      problems: [...this.problems].sort((a, b) => a.line - b.line),
      problemsLeftOut: this.leftOut,
      findings: [...this.findings.values()].map((finding) => ({ ...finding, lines: finding.lines.sort((a, b) => a - b) })),
    };
  }
}

function sentence({ code, column, got, suggestion, field }: Omit<Finding, 'count' | 'lines' | 'text'>): Text {
  const shown = typeof got === 'string' ? got : canonicalJson(got);
  const meant = suggestion === null ? { en: '', zh: '' } : { en: ` Probably \`${suggestion}\` is meant.`, zh: `可能是指 \`${suggestion}\`。` };
  const sentences: Record<FindingCode, Text> = {
    'reference.unresolved': {
      en: `No record is called \`${shown}\` (${column}): left empty, the text is kept in \`${field}_text\`.${meant.en}`,
      'zh-CN': `没有名为 \`${shown}\` 的记录(${column}):留空,原文保存在 \`${field}_text\`。${meant.zh}`,
    },
    'reference.ambiguous': {
      en: `Several records are called \`${shown}\` (${column}): left empty, the text is kept in \`${field}_text\`.`,
      'zh-CN': `有多条名为 \`${shown}\` 的记录(${column}):留空,原文保存在 \`${field}_text\`。`,
    },
    'reference.blank': { en: `\`${column}\` is blank: the row has no ${field}.`, 'zh-CN': `\`${column}\` 为空:该行没有 ${field}。` },
    'value.near-option': {
      en: `\`${shown}\` (${column}) is no known value; kept as it is.${meant.en}`,
      'zh-CN': `\`${shown}\`(${column})不是已知值,原样保留。${meant.zh}`,
    },
    'key.repeated': {
      en: `The key \`${shown}\` stands more than once in the file: the later row changes the earlier one.`,
      'zh-CN': `键 \`${shown}\` 在文件中出现多次:后面的行会更改前面的行。`,
    },
    'record.similar': {
      en: `A record with \`${shown}\` (${column ?? field}) is there already, with another key or none.`,
      'zh-CN': `已有记录的 ${column ?? field} 为 \`${shown}\`,但键不同或没有键。`,
    },
    'row.undated': { en: 'No date in the row: its run starts at the as-of time.', 'zh-CN': '该行没有日期:其运行从 as-of 时间开始。' },
    'records.unreferenced': { en: `\`${shown}\` is referred to by no row (${field}).`, 'zh-CN': `没有任何行引用 \`${shown}\`(${field})。` },
  };
  return sentences[code];
}
