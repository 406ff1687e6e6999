import type { CommandSpec, OptionSpec } from '../command.js';

const option = (flags: string, en: string, zh: string, more: Partial<OptionSpec> = {}): OptionSpec => ({ flags, text: { en, 'zh-CN': zh }, ...more });

const INPUT = [
  option('--csv <file>', 'the CSV file with a header, also .gz', '带表头的 CSV 文件，也可为 .gz', { required: true }),
  option('--delimiter <sign>', 'what parts the cells, or tab (found in the first line by default)', '分隔符，或 tab（默认从首行判断）'),
];
const TOP = option('--top <n>', 'rows of a long table to print', '长表格打印的行数', { fallback: '10' });
const SEED = option('--seed <number>', 'seed: the same gives the same', '随机种子：相同种子结果相同', { fallback: '1' });
const BLANKS = option('--blanks <texts>', 'texts that mean nothing was filled in, separated by commas', '表示未填写的文本，逗号分隔');
const ID = option('--id <column>', 'column that names a row', '标识每行的列');
const FOLD = option(
  '--fold <how>',
  'rows held out for the check: random (a fifth), sha1 (sha1(id) mod 5 is 0), fifth (every fifth), or a column that says 1 or yes',
  '留作检验的行：random（五分之一）、sha1（sha1(id) 模 5 为 0）、fifth（每五行一行），或内容为 1 或 yes 的列',
  { fallback: 'random' },
);
const AMOUNTS = [
  option('--date <column>', 'when it was bought', '购买时间列'),
  option('--amount <column>', 'money of the line', '金额列'),
  option('--quantity <column>', 'pieces, times --price, instead of --amount', '数量列，乘以 --price，代替 --amount'),
  option('--price <column>', 'price of a piece', '单价列'),
  option('--as-of <moment>', 'the moment to look from (rfm: a day after the last line; clv: the last line)', '观察时间点（rfm 默认末行后一天；clv 默认末行）'),
];
const BASKETS = [
  option('--basket <column>', 'which rows make one basket: an invoice, or a customer', '购物篮列：发票或客户'),
  option('--item <column>', 'what was bought', '商品列'),
  option('--ragged', 'no header, one basket a line', '无表头，每行一个购物篮'),
  option('--support <share>', 'least share of the baskets', '最小支持度', { fallback: '0.01' }),
  option('--max-length <n>', 'longest set of items (10 by default)', '项集的最大长度（默认 10）'),
  option('--lift <number>', 'least lift', '最小提升度'),
  option('--method <name>', 'how sets are found; all find the same', '频繁项集算法；结果相同', {
    choices: ['fp-growth', 'eclat', 'apriori'],
    fallback: 'fp-growth',
  }),
];

/** `millrace analyze`: on any CSV file, without server and database. */
export const ANALYZE: readonly CommandSpec[] = [
  {
    name: 'analyze segment',
    summary: { en: 'group like rows (k-means, DBSCAN)', 'zh-CN': '对相似的行分组（k-means、DBSCAN）' },
    options: [
      ...INPUT,
      option('--columns <names>', 'columns of numbers, separated by commas (all that differ by default)', '数值列，逗号分隔（默认所有有差异的数值列）'),
      ID,
      option('--method <name>', 'k-means, or dbscan with --eps', 'k-means，或配合 --eps 的 dbscan', { choices: ['k-means', 'dbscan'], fallback: 'k-means' }),
      option('--k <n>', 'segments, or a range to choose from by silhouette', '分组数，或按轮廓系数选择的范围', { fallback: '2-8' }),
      option('--restarts <n>', 'best of so many starts (10 by default)', '取多次初始化中的最优（默认 10）'),
      option('--eps <radius>', 'dbscan: how near neighbours are, in scaled units', 'dbscan：邻域半径（缩放后的单位）'),
      option('--min-pts <n>', 'dbscan: neighbours of a core row, itself counted', 'dbscan：核心行的邻居数（含自身）', { fallback: '5' }),
      option('--scale <how>', 'none where all columns have one unit', '各列单位相同时用 none', {
        choices: ['z-score', 'min-max', 'none'],
        fallback: 'z-score',
      }),
      option('--missing <how>', 'rows without a number: fill or leave out', '缺失数值的行：填充或剔除', { choices: ['median', 'drop'], fallback: 'median' }),
      option(
        '--outliers <how>',
        'values beyond 1.5 quartile distances: leave out the row, or cut; winsorise cuts at the 5th and 95th percentile',
        '超出 1.5 倍四分位距的值：剔除该行或截断；winsorise 截断到第 5 与第 95 百分位',
        { choices: ['keep', 'drop', 'clip', 'winsorise'], fallback: 'keep' },
      ),
      option('--recipe <file>', 'write what the cleaning and scaling learned (JSON)', '写出清洗与缩放所学的参数（JSON）'),
      option(
        '--use-recipe <file>',
        'replay such a file, in place of --columns, --missing, --outliers and --scale',
        '重放该文件，代替 --columns、--missing、--outliers 与 --scale',
      ),
      BLANKS,
      SEED,
      TOP,
    ],
    examples: [
      'millrace analyze segment --csv customers.csv --columns "income,spending" --k 2-8',
      'millrace analyze segment --csv iris.csv --method dbscan --eps 0.5',
      'millrace analyze segment --csv customers.csv --columns "income,spending" --outliers clip --recipe cleaning.json',
    ],
    load: () => import('./segment.js'),
  },
  {
    name: 'analyze rfm',
    summary: { en: 'recency, frequency, money of customers from invoice lines', 'zh-CN': '由发票行计算客户的 RFM（最近、频率、金额）' },
    options: [
      ...INPUT,
      option('--id <column>', 'the customer', '客户列', { required: true }),
      option('--invoice <column>', 'the invoice (each moment is one by default)', '发票列（默认每个时间为一单）'),
      ...AMOUNTS,
      TOP,
    ],
    examples: ['millrace analyze rfm --csv lines.csv --id CustomerID --invoice InvoiceNo --date InvoiceDate --quantity Quantity --price UnitPrice'],
    load: () => import('./rfm.js'),
  },
  {
    name: 'analyze score',
    summary: { en: 'train binary scores and check them on rows held out', 'zh-CN': '训练二元评分模型并在留出行上检验' },
    options: [
      ...INPUT,
      option('--target <column>', 'the outcome', '结果列', { required: true }),
      option('--positive <value>', 'the outcome that counts as 1 (yes, true or 1 by default)', '算作 1 的取值（默认 yes、true 或 1）'),
      ID,
      option('--columns <names>', 'columns to learn from (all but target and id by default)', '用于学习的列（默认除结果列与标识列外的全部）'),
      option('--leave-out <names>', 'columns not to learn from', '不用于学习的列'),
      option('--later <names>', 'columns filled only after the outcome: named and left out', '结果出现后才填写的列：列出并剔除'),
      option('--keep-leaks', 'learn from leaking columns too', '也使用存在泄漏的列'),
      option(
        '--method <names>',
        'logistic, naive-bayes, tree, forest, boosted, svm, network, id3, c45; several with commas, or all',
        'logistic、naive-bayes、tree、forest、boosted、svm、network、id3、c45；逗号分隔，或 all',
        { fallback: 'logistic' },
      ),
      option(
        '--calibrate <how>',
        'how scores become probabilities (id3 and c45: the shares of their leaves)',
        '得分转为概率的方式（id3 与 c45 取叶节点占比）',
        { choices: ['none', 'platt', 'isotonic'], fallback: 'none' },
      ),
      FOLD,
      BLANKS,
      option('--min-count <n>', 'rows that a level needs (10 by default)', '一个取值至少出现的行数（默认 10）'),
      option('--min-per-class <n>', 'rows needed of each outcome (200 by default)', '每种结果至少需要的行数（默认 200）'),
      option('--importance <repeats>', 'permutation importance, mean of so many shuffles', '置换重要性的重复次数', { fallback: '0' }),
      SEED,
      TOP,
    ],
    examples: ['millrace analyze score --csv churn.csv --target Churn --id customerID --fold sha1 --method logistic,boosted'],
    load: () => import('./score.js'),
  },
  {
    name: 'analyze clv',
    summary: { en: 'customer value: discounted sum, BG/NBD, Pareto/NBD, gamma-gamma', 'zh-CN': '客户价值：贴现求和、BG/NBD、Pareto/NBD、gamma-gamma' },
    options: [
      ...INPUT,
      option('--id <column>', 'the customer', '客户列', { required: true }),
      ...AMOUNTS,
      option('--frequency <column>', 'summary instead of lines: repeat purchases', '用汇总代替明细：复购次数列'),
      option('--recency <column>', 'summary: time of the last purchase since the first', '汇总：首次到末次购买的时长列'),
      option('--age <column>', 'summary: time since the first purchase', '汇总：首次购买至今的时长列'),
      option('--value <column>', 'summary: mean value of the repeat purchases', '汇总：复购平均金额列'),
      option('--method <name>', 'a fitted model, or the sum of stated revenues', '拟合模型，或对给定收入求和', {
        choices: ['bg-nbd', 'pareto-nbd', 'sum'],
        fallback: 'bg-nbd',
      }),
      option(
        '--unit <unit>',
        'unit of all times (a summary in weeks read as days is wrong by far); of a period with sum',
        '所有时长的单位（把以周计的汇总读作天会严重出错）；sum 时为一期',
        {
          choices: ['day', 'week', 'month', 'quarter', 'year'],
        },
      ),
      option('--horizon <times>', 'purchases expected within these times, separated by commas', '预测这些时长内的购买次数，逗号分隔'),
      option('--months <n>', 'months of value, 30 days each', '计算价值的月数（每月 30 天）', { fallback: '12' }),
      option('--rate <share>', 'discount a month (a period with sum)', '每月贴现率（sum 时为每期）', { fallback: '0.01' }),
      option('--columns <names>', 'sum: revenue of period 1, 2, ...', 'sum：第 1、2……期的收入列'),
      option('--cost <column>', 'sum: what it cost to win the customer', 'sum：获客成本列'),
      TOP,
    ],
    examples: ['millrace analyze clv --csv orders.csv --id customer --date day --amount total --unit week --horizon 4,13'],
    load: () => import('./clv.js'),
  },
  {
    name: 'analyze rules',
    summary: { en: 'what is bought together (association rules)', 'zh-CN': '哪些商品一起购买（关联规则）' },
    options: [
      ...INPUT,
      ...BASKETS,
      option('--confidence <share>', 'least confidence', '最小置信度', { fallback: '0.5' }),
      option('--right <items>', 'one item on the right (as arules), or any number (as mlxtend)', '右侧一个商品（同 arules）或任意个（同 mlxtend）', {
        choices: ['one', 'any'],
        fallback: 'one',
      }),
      TOP,
    ],
    examples: [
      'millrace analyze rules --csv lines.csv --basket InvoiceNo --item Description --support 0.01',
      'millrace analyze rules --csv baskets.csv --ragged --support 0.001 --confidence 0.8',
    ],
    load: () => import('./rules.js'),
  },
  {
    name: 'analyze recommend',
    summary: { en: 'what to offer next, and why', 'zh-CN': '接下来推荐什么，以及原因' },
    options: [
      ...INPUT,
      ...BASKETS,
      option('--confidence <share>', 'least confidence of a rule', '规则的最小置信度', { fallback: '0.2' }),
      option('--for <basket>', 'the customer, by the value of --basket (or the line)', '客户：--basket 列的值（或行号）'),
      option('--owned <items>', 'what is owned, separated by commas, instead of --for', '已拥有的商品，逗号分隔，代替 --for'),
      option('--exclude <items>', 'never to be offered', '绝不推荐的商品'),
      option('--terms <file>', 'JSON: { item: { margin, eligible } }', 'JSON：{ 商品: { margin, eligible } }'),
      option('--by <how>', 'rules, items bought by the same customers, or the customers alike', '按规则、按相似商品，或找相似客户', {
        choices: ['rules', 'items', 'customers'],
        fallback: 'rules',
      }),
      TOP,
    ],
    examples: ['millrace analyze recommend --csv lines.csv --basket CustomerID --item Description --for 17850'],
    load: () => import('./recommend.js'),
  },
  {
    name: 'analyze text',
    summary: { en: 'classes, answers, mood, keywords, summary of texts in English and Chinese', 'zh-CN': '中英文文本的分类、答案、情感、关键词与摘要' },
    options: [
      ...INPUT,
      option('--text <column>', 'the text', '文本列', { required: true }),
      option('--task <name>', 'what to do', '任务', { choices: ['classes', 'answers', 'sentiment', 'keywords', 'summary'], fallback: 'keywords' }),
      option('--label <column>', 'class, answer or mood of each text', '每条文本的类别、答案或情感列'),
      option('--good <label>', 'sentiment: the label of good texts', 'sentiment：正面文本的标签'),
      option('--test <file>', 'check on this CSV file instead of a fold', '用此 CSV 文件检验，代替留出行'),
      FOLD,
      ID,
      option('--question <text>', 'a text to classify or answer', '要分类或回答的文本'),
      option('--weighting <name>', 'answers: how texts are found', 'answers：检索方式', { choices: ['bm25', 'tf-idf'], fallback: 'bm25' }),
      option('--word-runs <n>', 'longest run of words that counts (1 by default)', '计入的最长词组（默认 1）'),
      option('--letters <range>', 'runs of letters inside words, such as 3-5', '词内字母片段长度，如 3-5'),
      option('--character-runs <n>', 'characters instead of words, such as 2 for Chinese', '用字代替词，如中文用 2'),
      option('--alpha <number>', 'classes: what is added to counts (0.1 by default)', 'classes：平滑系数（默认 0.1）'),
      option('--domain-words <words>', 'words to keep whole', '不拆分的词'),
      option('--stop-words <words>', 'keywords: words to pass over, instead of the usual ones', 'keywords：忽略的词，代替常用停用词'),
      SEED,
      TOP,
    ],
    examples: [
      'millrace analyze text --csv tickets.csv --text body --task classes --label category --word-runs 2 --letters 3-5',
      'millrace analyze text --csv reviews.csv --text review',
    ],
    load: () => import('./text.js'),
  },
  {
    name: 'analyze forecast',
    summary: { en: 'the next values of a series (Holt-Winters), with a band and a back-test', 'zh-CN': '预测序列的后续值（Holt-Winters），含区间与回测' },
    options: [
      ...INPUT,
      option('--value <column>', 'the values', '数值列', { required: true }),
      option('--date <column>', 'put in order by this (the order of the file by default)', '按此列排序（默认文件顺序）'),
      option('--period <n>', 'values a cycle: 12 for months, 4 for quarters, 7 for days', '每个周期的值数：月 12，季 4，日 7', { fallback: '12' }),
      option('--seasonal <kind>', 'auto takes what did better on the past', 'auto 取回测更优者', {
        choices: ['auto', 'additive', 'multiplicative'],
        fallback: 'auto',
      }),
      option('--steps <n>', 'values ahead', '预测步数', { fallback: '12' }),
      option('--level <share>', 'share of the future inside the band (0.9 by default)', '区间的置信水平（默认 0.9）'),
      option('--smoothing <numbers>', 'alpha, beta and gamma found elsewhere', '给定的 alpha、beta、gamma'),
      SEED,
    ],
    examples: ['millrace analyze forecast --csv sales.csv --date month --value revenue --period 12'],
    load: () => import('./forecast.js'),
  },
  {
    name: 'analyze mine',
    summary: { en: 'how a process really went (variants, waiting, rework, conformance)', 'zh-CN': '流程的实际执行情况（变体、等待、返工、符合度）' },
    options: [
      ...INPUT,
      option('--case <column>', 'the case', '案例列', { fallback: 'case:concept:name' }),
      option('--activity <column>', 'what was done', '活动列', { fallback: 'concept:name' }),
      option('--time <column>', 'when', '时间列', { fallback: 'time:timestamp' }),
      option('--net <file>', 'Petri net to replay against (JSON)', '用于重放比对的 Petri 网（JSON）'),
      TOP,
    ],
    examples: ['millrace analyze mine --csv log.csv --case ticket --activity status --time changed'],
    load: () => import('./mine.js'),
  },
  {
    name: 'analyze dedupe',
    summary: { en: 'rows that may be one', 'zh-CN': '可能重复的行' },
    options: [
      ...INPUT,
      option('--columns <names>', 'what to compare, with weights: name:2,address (all, alike, by default)', '比较的列及权重：name:2,address（默认全部等权）'),
      option('--threshold <share>', 'least likeness', '最小相似度', { fallback: '0.8' }),
      ID,
      option('--truth <column>', 'column that is the same for rows that are one: checks the result', '同一实体取值相同的列：用于检验结果'),
      TOP,
    ],
    examples: ['millrace analyze dedupe --csv accounts.csv --columns name:2,address:2,city:0.5 --threshold 0.77'],
    load: () => import('./dedupe.js'),
  },
];
