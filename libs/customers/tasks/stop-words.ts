/** Words that say nothing of what a text is about, English and Chinese; themes and keywords pass them over. */
const ENGLISH =
  'a about after again all also am an and any are as at be because been before being but by can cannot could did do does doing down each few for from further get got had has have having he her here hers him his how i if in into is it its just let me more most my no nor not now of off on once only or other our out over own please same she should since so some still such than that the their them then there these they this those through to too under until up us very was we were what when where which while who why will with would yes you your hello hi dear regards thanks thank';
const CHINESE =
  '的 了 和 是 在 我 我们 你 您 你们 他 她 它 他们 这 那 这个 那个 有 没有 不 也 都 就 还 很 请 吗 呢 吧 啊 被 把 对 与 及 或 而 但 但是 因为 所以 如果 怎么 如何 什么 为什么 可以 能 会 要 想 从 到 给 让 一个 已 后 前 上 下 里 中 时 时候 您好 你好 谢谢';

export const STOP_WORDS: readonly string[] = [...ENGLISH.split(' '), ...CHINESE.split(' ')];
