/** The report as one picture: the visitor's own above, the answer below it. */
import { blobOf, canvasOf } from '@/components/intake/copy';
import { saveFile, stemOf } from '@/components/intake/save-file';
import { reportOf, type Report, type ReportRow } from '@/lib/identify/report';
import type { ClassifierEntry } from '@/models/card';

import type { Answered } from './entry';

const WIDTH = 1200;
const MARGIN = 72;
const INNER = WIDTH - 2 * MARGIN;
/** The picture takes no more of the sheet's height. */
const PICTURE_HEIGHT = 900;
const GAP = 56;

/** Light paper, as in print. */
const PAPER = '#ffffff';
const INK = '#1a1a1a';
const MUTED = '#5c5c5c';
const LINE = '#dddddd';
const ACCENT = '#1f6f68';

/** Draws the report and hands it to the browser as a download. @throws SfumatoError `internal` */
export async function savePng(entry: Answered, classifier: ClassifierEntry): Promise<void> {
  const report = reportOf({
    answer: entry.identification,
    works: entry.works ?? [],
    notes: entry.notes,
    name: entry.name,
    at: entry.at,
    model: classifier.title,
    known: classifier.artists.length,
  });
  const picture = await createImageBitmap(entry.copy);
  // Once to learn how high it becomes, once on paper of that height.
  const { context: scratch } = canvasOf(1, 1);
  const height = drawReport(scratch, report, picture);
  const { canvas, context } = canvasOf(WIDTH, height);
  context.fillStyle = PAPER;
  context.fillRect(0, 0, WIDTH, height);
  drawReport(context, report, picture);
  picture.close();
  saveFile(await blobOf(canvas, 'image/png'), `sfumato-${stemOf(entry.name, 'report')}.png`);
}

/** @returns the height of the sheet, in pixels */
function drawReport(
  context: CanvasRenderingContext2D,
  report: Report,
  picture: ImageBitmap,
): number {
  const pen = createPen(context);
  let y = MARGIN;
  y = pen.text('Sfumato', MARGIN, y, { size: 26, weight: 600 }) + 24;

  const scale = Math.min(INNER / picture.width, PICTURE_HEIGHT / picture.height);
  context.drawImage(picture, MARGIN, y, picture.width * scale, picture.height * scale);
  y += picture.height * scale + 14;
  y = pen.text(report.caption, MARGIN, y, { size: 20, colour: MUTED }) + 36;

  y = pen.text(report.title, MARGIN, y, { size: 48, weight: 600 }) + 10;
  y = pen.text(report.text, MARGIN, y, { size: 25, colour: MUTED });
  for (const note of report.notes) y = pen.text(note, MARGIN, y + 8, { size: 21, colour: MUTED });
  y += 40;

  const column = (INNER - GAP) / 2;
  const right = MARGIN + column + GAP;
  let left = pen.rows('Nearest painters', report.artists, MARGIN, y, column);
  left = pen.text(report.none, MARGIN, left + 4, { size: 21, colour: MUTED }, column);
  let beside = pen.rows('Style', report.styles, right, y, column) + 18;
  beside = pen.rows('Genre', report.genres, right, beside, column);
  y = Math.max(left, beside) + 36;

  if (report.works.length > 0) {
    y = pen.text('Nearest works', MARGIN, y, { size: 24, weight: 600 }) + 8;
    for (const work of report.works) y = pen.text(work, MARGIN, y, { size: 21 }) + 4;
    y += 24;
  }
  if (report.borrow !== undefined) y = pen.text(report.borrow, MARGIN, y, { size: 21 }) + 24;
  context.fillStyle = LINE;
  context.fillRect(MARGIN, y, INNER, 2);
  return pen.text(report.foot, MARGIN, y + 20, { size: 18, colour: MUTED }) + MARGIN;
}

interface TextStyle {
  readonly size: number;
  readonly weight?: number;
  readonly colour?: string;
}

/** Sets text and bars; every method returns where the next thing begins. */
function createPen(context: CanvasRenderingContext2D) {
  const family = getComputedStyle(document.body).fontFamily;
  context.textBaseline = 'top';

  function text(words: string, x: number, y: number, style: TextStyle, width = INNER): number {
    const { size, weight = 400, colour = INK } = style;
    context.font = `${weight} ${size}px ${family}`;
    context.fillStyle = colour;
    for (const line of wrap(context, words, width)) {
      context.fillText(line, x, y + size * 0.18);
      y += size * 1.42;
    }
    return y;
  }

  function rows(
    title: string,
    list: readonly ReportRow[],
    x: number,
    y: number,
    width: number,
  ): number {
    if (list.length === 0) return y;
    y = text(title, x, y, { size: 24, weight: 600 }) + 6;
    for (const [rank, { name, detail, percent, probability }] of list.entries()) {
      context.font = `400 21px ${family}`;
      const room = width - context.measureText(percent).width - 16;
      context.fillStyle = INK;
      context.fillText(percent, x + width - context.measureText(percent).width, y + 4);
      y = text(detail === '' ? name : `${name}, ${detail}`, x, y, { size: 21 }, room) + 3;
      context.fillStyle = LINE;
      context.fillRect(x, y, width, 5);
      context.fillStyle = rank === 0 ? ACCENT : MUTED;
      context.fillRect(x, y, Math.max(2, width * Math.min(1, probability)), 5);
      y += 17;
    }
    return y;
  }

  return { text, rows };
}

/** Words in lines of at most this width; a word that is wider by itself is cut. */
function wrap(context: CanvasRenderingContext2D, words: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  const fits = (candidate: string) => context.measureText(candidate).width <= width;
  for (const word of words.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (!fits(line) && line.length > 1) {
      let cut = line.length - 1;
      while (cut > 1 && !fits(line.slice(0, cut))) cut--;
      lines.push(line.slice(0, cut));
      line = line.slice(cut);
    }
  }
  return [...lines, line];
}
