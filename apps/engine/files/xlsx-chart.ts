import { inLocale, type Locale } from '#kernel';
import type { Sheet } from '#reports';
import type { Feature, Image } from 'write-excel-file/node';

/** A table on its sheet: how many rows come before its head. */
export interface PlacedSheet {
  readonly sheet: Sheet;
  readonly name: string;
  readonly headRow: number;
  readonly locale: Locale;
}

const COLOURS = ['3B6FD4', 'E08A3C', '2E9E6B'];
const [WIDTH_EMU, HEIGHT_EMU] = [5_800_000, 3_200_000];
const CHART_TYPE = 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml';
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart';
const MAIN = 'http://schemas.openxmlformats.org/drawingml/2006/main';
const CHART = 'http://schemas.openxmlformats.org/drawingml/2006/chart';

/** Puts a chart beside each table that has one: drawn by the spreadsheet from the cells (ECMA-376 part 1, 21.2). */
export function chartFeature(placed: readonly PlacedSheet[]): Feature<Image['content']> {
  const has = (i: number): boolean => placed[i] !== undefined && placed[i].sheet.chart !== null && placed[i].sheet.rows.length > 0;
  const override = (i: number): string => `<Override ContentType="${CHART_TYPE}" PartName="/xl/charts/chart${i + 1}.xml"/>`;
  return {
    files: {
      transform: {
        '[Content_Types].xml': { insert: () => placed.map((_, i) => (has(i) ? override(i) : '')).join('') },
        'xl/drawings/drawing{id}.xml': { insert: (_, { sheetIndex }) => (has(sheetIndex) ? frameXml(placed[sheetIndex] as PlacedSheet) : undefined) },
        'xl/drawings/_rels/drawing{id}.xml.rels': {
          insert: (_, { sheetIndex }) =>
            has(sheetIndex) ? `<Relationship Id="rId-chart" Type="${RELATION}" Target="../charts/chart${sheetIndex + 1}.xml"/>` : undefined,
        },
      },
      write: {
        files: () => Object.fromEntries(placed.flatMap((one, i) => (has(i) ? [[`xl/charts/chart${i + 1}.xml`, chartXml(one)]] : []))),
      },
    },
  };
}

function frameXml({ sheet, name }: PlacedSheet): string {
  const at = `<xdr:from><xdr:col>${sheet.columns.length + 1}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>`;
  return `<xdr:oneCellAnchor>${at}<xdr:ext cx="${WIDTH_EMU}" cy="${HEIGHT_EMU}"/><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="${escaped(name)}" descr="${escaped(name)}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off xmlns:a="${MAIN}" x="0" y="0"/><a:ext xmlns:a="${MAIN}" cx="0" cy="0"/></xdr:xfrm><a:graphic xmlns:a="${MAIN}"><a:graphicData uri="${CHART}"><c:chart xmlns:c="${CHART}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId-chart"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:oneCellAnchor>`;
}

function chartXml(placed: PlacedSheet): string {
  const { sheet } = placed;
  const { kind, values } = sheet.chart as NonNullable<Sheet['chart']>;
  const series = values.map((column, n) => seriesXml(placed, column, n)).join('');
  const axes = `<c:axId val="1"/><c:axId val="2"/>`;
  const plot =
    kind === 'line'
      ? `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${series}<c:marker val="1"/>${axes}</c:lineChart>`
      : `<c:barChart><c:barDir val="${kind === 'bar' ? 'bar' : 'col'}"/><c:grouping val="clustered"/><c:varyColors val="0"/>${series}<c:gapWidth val="60"/>${axes}</c:barChart>`;
  const [names, numbers] = kind === 'bar' ? ['l', 'b'] : ['b', 'l'];
  const scaling = `<c:scaling><c:orientation val="${kind === 'bar' ? 'maxMin' : 'minMax'}"/></c:scaling>`;
  const category = `<c:catAx><c:axId val="1"/>${scaling}<c:delete val="0"/><c:axPos val="${names}"/><c:crossAx val="2"/></c:catAx>`;
  const value = `<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="${numbers}"/><c:majorGridlines/><c:crossAx val="1"/></c:valAx>`;
  const legend = values.length > 1 ? '<c:legend><c:legendPos val="b"/></c:legend>' : '';
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace xmlns:c="${CHART}" xmlns:a="${MAIN}"><c:chart><c:autoTitleDeleted val="${values.length > 1 ? 1 : 0}"/><c:plotArea><c:layout/>${plot}${category}${value}</c:plotArea>${legend}<c:plotVisOnly val="1"/></c:chart></c:chartSpace>`;
}

function seriesXml({ sheet, name, headRow, locale }: PlacedSheet, column: number, n: number): string {
  const chart = sheet.chart as NonNullable<Sheet['chart']>;
  const [first, last] = [headRow + 2, headRow + 1 + sheet.rows.length];
  const place = (at: number, from: number, to: number): string =>
    escaped(`'${name.replaceAll("'", "''")}'!$${letters(at)}$${from}${from === to ? '' : `:$${letters(at)}$${to}`}`);
  const title = inLocale(sheet.columns[column]?.title ?? { en: '' }, locale);
  const fill = `<a:solidFill><a:srgbClr val="${COLOURS[n % COLOURS.length]}"/></a:solidFill>`;
  const shape =
    chart.kind === 'line' ? `<c:spPr><a:ln w="28575">${fill}</a:ln></c:spPr><c:marker><c:symbol val="none"/></c:marker>` : `<c:spPr>${fill}</c:spPr>`;
  const isSeconds = sheet.columns[column]?.kind === 'seconds';
  const points = sheet.rows.map((row, i) => {
    const cell = row[column];
    return typeof cell === 'number' ? `<c:pt idx="${i}"><c:v>${isSeconds ? cell / 86_400 : cell}</c:v></c:pt>` : '';
  });
  const labels = sheet.rows.map((row, i) => `<c:pt idx="${i}"><c:v>${escaped(String(row[chart.names] ?? ''))}</c:v></c:pt>`);
  const count = `<c:ptCount val="${sheet.rows.length}"/>`;
  return `<c:ser><c:idx val="${n}"/><c:order val="${n}"/><c:tx><c:strRef><c:f>${place(column, headRow + 1, headRow + 1)}</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>${escaped(title)}</c:v></c:pt></c:strCache></c:strRef></c:tx>${shape}<c:cat><c:strRef><c:f>${place(chart.names, first, last)}</c:f><c:strCache>${count}${labels.join('')}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>${place(column, first, last)}</c:f><c:numCache><c:formatCode>General</c:formatCode>${count}${points.join('')}</c:numCache></c:numRef></c:val></c:ser>`;
}

/** `A` to `Z`, `AA` ... */
const letters = (n: number): string => (n < 26 ? '' : letters(Math.floor(n / 26) - 1)) + String.fromCodePoint(65 + (n % 26));

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    // What XML 1.0 cannot hold.
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, ' ');
