/** Moving pictures: what a camera sees, and films. The camera is the browser's own imitation of one. */
import { expect, test, type Page } from '@playwright/test';
import { BlobSource, Input, MP4, WEBM } from 'mediabunny';
import sharp from 'sharp';

import { findChromium } from '../../scripts/lib/chromium.mjs';
import { collectComplaints } from './support/complaints';
import { distance, rasterOn } from './support/pictures';
import { drop } from './support/studio';

const executablePath = findChromium(process.cwd());

test.use({
  contextOptions: { reducedMotion: 'reduce', permissions: ['camera'] },
  launchOptions: {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  },
});

/** Painting waits for a model, and for a processor that others use as well. */
const PAINTED = { timeout: 120_000 };

/** What the page has been given by cameras; `__refuse` makes the next question fail. */
interface Watched {
  __tracks: MediaStreamTrack[];
  __refuse?: string | undefined;
}

/** A small camera that is not square, and a book of all that was handed out. No dialogs for files. */
async function openTransfer(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched = window as unknown as Watched;
    watched.__tracks = [];
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wish) => {
      if (watched.__refuse) throw new DOMException('refused', watched.__refuse);
      const video = { ...(wish?.video as object), width: 320, height: 240 };
      const stream = await ask({ ...wish, video });
      watched.__tracks.push(...stream.getTracks());
      return stream;
    };
    Reflect.deleteProperty(window, 'showSaveFilePicker');
  });
  await page.goto('/transfer');
}

const tracks = (page: Page) =>
  page.evaluate(() =>
    (window as unknown as Watched).__tracks.map(
      ({ kind, readyState, enabled }) => `${kind} ${readyState}${enabled ? '' : ' off'}`,
    ),
  );

/** Next has an alert of its own on every page. */
const alertIn = (page: Page) => page.getByRole('main').getByRole('alert');

const refuse = (page: Page, name: string | undefined) =>
  page.evaluate((reason) => {
    (window as unknown as Watched).__refuse = reason;
  }, name);

/** As when another tab is chosen. */
const setHidden = (page: Page, hidden: boolean) =>
  page.evaluate((now) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => now });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);

test('a camera is asked for by a press, painted while it moves, and let go of', async ({
  page,
  context,
  baseURL,
}) => {
  const complaints = collectComplaints(context, baseURL!);
  await openTransfer(page);
  await page.getByRole('button', { name: 'Webcam' }).click();
  const start = page.getByRole('button', { name: 'Start the camera' });
  await expect(start).toBeVisible();
  expect(await tracks(page)).toEqual([]);

  await refuse(page, 'NotAllowedError');
  await start.click();
  await expect(alertIn(page)).toContainText('The camera was not allowed.');
  await refuse(page, undefined);
  await page.getByRole('button', { name: 'Try again' }).press('Enter');

  const picture = page.getByRole('img', { name: 'The camera’s picture, painted' });
  await expect(page.getByText(/pictures a second at \d+ × \d+/)).toBeVisible(PAINTED);
  expect(await tracks(page)).toEqual(['video live']);
  // The pressed button is gone; what took its place has the focus.
  await expect(page.getByRole('region', { name: 'Webcam' })).toBeFocused();
  // The painting of a picture is not what is seen, and not what is downloaded.
  const downloads: string[] = [];
  page.on('download', (file) => downloads.push(file.suggestedFilename()));
  await page.keyboard.press('ControlOrMeta+s');
  const box = (await picture.boundingBox())!;
  expect(box.width / box.height).toBeCloseTo(4 / 3, 1);
  const before = await rasterOn(picture);
  await expect.poll(async () => distance(await rasterOn(picture), before)).toBeGreaterThan(1);

  await setHidden(page, true);
  expect(await tracks(page)).toEqual(['video live off']);
  await setHidden(page, false);
  expect(await tracks(page)).toEqual(['video live']);

  // It makes a difference to single pictures only.
  const brush = page.getByRole('slider', { name: 'Brush' });
  await expect(brush).toHaveCount(0);

  const download = page.waitForEvent('download', PAINTED);
  await page.getByRole('button', { name: 'Take a still' }).click();
  const still = await (await download).createReadStream();
  const bytes = Buffer.concat((await still.toArray()) as Buffer[]);
  expect(bytes.toString('latin1')).toContain('/compositeWithTrainedAlgorithmicMedia');
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 320, height: 240 });
  expect(downloads).toEqual([expect.stringMatching(/^sfumato-live-/)]);

  await page.getByRole('button', { name: 'Back to pictures' }).press('Enter');
  await expect(picture).toBeHidden();
  await expect(page.getByRole('button', { name: 'Webcam' })).toBeFocused();
  await expect(brush).toBeVisible();
  expect(await tracks(page)).toEqual(['video ended']);
  expect(complaints).toEqual([]);
});

/** A film of discs and a tone, made by the page: two seconds of it. */
const makeFilm = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 192, height: 108 });
    const context = canvas.getContext('2d', { alpha: false })!;
    const audio = new AudioContext();
    const tone = audio.createOscillator();
    const speaker = audio.createMediaStreamDestination();
    tone.connect(speaker);
    tone.start();
    const stream = canvas.captureStream(10);
    stream.addTrack(speaker.stream.getAudioTracks()[0]!);
    const recorder = new MediaRecorder(stream, { mimeType: 'video/webm' });
    const parts: Blob[] = [];
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
    const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
    recorder.start();
    await new Promise<void>((resolve) => {
      const began = performance.now();
      const draw = () => {
        const seconds = (performance.now() - began) / 1000;
        context.fillStyle = seconds < 1 ? '#27506e' : '#e8d9a0';
        context.fillRect(0, 0, 192, 108);
        context.fillStyle = seconds < 1 ? '#e0a030' : '#703048';
        context.arc(40 + 50 * seconds, 54, 30, 0, 7);
        context.fill();
        context.beginPath();
        if (seconds < 2) requestAnimationFrame(draw);
        else resolve();
      };
      draw();
    });
    recorder.stop();
    await stopped;
    await audio.close();
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
  });

test('a film is painted with its sound, can be stopped, and says what made it', async ({
  page,
  context,
  baseURL,
}) => {
  const complaints = collectComplaints(context, baseURL!);
  const sent: string[] = [];
  context.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(request.url());
  });
  // Before the page is there: the browser is not asked to hand the dialog over in time otherwise.
  const asked: (string | null)[] = [];
  page.on('filechooser', (chooser) => {
    void chooser
      .element()
      .getAttribute('aria-label')
      .then((label) => asked.push(label));
  });
  await openTransfer(page);
  await page.getByRole('button', { name: 'Video' }).click();
  const files = page.getByLabel('A film', { exact: true });
  await expect(files).toBeAttached();
  // The shortcut for choosing asks for a film now.
  await page.keyboard.press('ControlOrMeta+o');
  await expect.poll(() => asked).toEqual(['A film']);
  const film = Buffer.from(await makeFilm(page), 'base64');
  const choose = (name: string, buffer: Buffer) =>
    files.setInputFiles({ name, mimeType: 'video/webm', buffer });

  await choose(
    'notes.mp4',
    Buffer.from('Not a film, but a long enough text about films. '.repeat(9)),
  );
  await expect(alertIn(page)).toHaveText(/^“notes.mp4” is not a film/);
  await choose('broken.webm', film.subarray(0, 300));
  await expect(alertIn(page)).toHaveText(/^“broken.webm” /);

  const dragged = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['x'], 'film.webm', { type: 'video/webm' }));
    return transfer;
  });
  const invitation = page.getByText('Let go to paint this film');
  await page.dispatchEvent('body', 'dragover', { dataTransfer: dragged });
  await expect(invitation).toBeVisible();
  await page.dispatchEvent('body', 'dragleave');
  await expect(invitation).toHaveCount(0);

  // A film opens wherever on the page it is dropped.
  await page.getByRole('button', { name: 'Video' }).click();
  await expect(files).toHaveCount(0);
  await drop(page, { name: 'discs.webm', type: 'video/webm', bytes: film });
  await expect(page.getByText('judged by the first frames')).toBeVisible(PAINTED);
  await page.keyboard.press('ControlOrMeta+o');
  await expect.poll(() => asked).toEqual(['A film', 'A film']);
  const paint = page.getByRole('button', { name: 'Paint the film' });
  await paint.click();
  await expect(page.getByText(/^\d+ % painted/)).toBeVisible(PAINTED);
  await page.getByRole('button', { name: 'Stop painting' }).press('Enter');
  await expect(paint).toBeVisible(PAINTED);
  await expect(page.getByRole('region', { name: 'Film', exact: true })).toBeFocused();
  await expect(alertIn(page)).toHaveCount(0);

  await page.getByRole('slider', { name: 'To' }).press('Home');
  await paint.click();
  const done = page.getByRole('button', { name: 'Download the film' });
  await expect(done).toBeVisible(PAINTED);
  const player = page.getByLabel('The painted film');
  await expect(player).toHaveJSProperty('error', null);

  // Not downloaded yet: it is there after everything else, and nothing takes its place unasked.
  await page.getByRole('button', { name: 'Video' }).click();
  await expect(player).toHaveCount(0);
  await page.getByRole('button', { name: /^Video\s+painted$/ }).click();
  await expect(player).toBeVisible();
  const screens = page.getByRole('navigation', { name: 'Screens' });
  await screens.getByRole('link', { name: 'Models' }).click();
  await expect(page).toHaveURL(/\/models$/);
  await screens.getByRole('link', { name: 'Transfer' }).click();
  await expect(player).toBeVisible();
  const question = page.getByRole('dialog', { name: 'Let go of the painted film?' });
  const keep = question.getByRole('button', { name: 'Keep it' });
  await page.getByRole('button', { name: 'Another film' }).click();
  await keep.click();
  await page.getByRole('button', { name: 'Paint it again' }).click();
  await keep.click();
  await drop(page, { name: 'other.webm', type: 'video/webm', bytes: film });
  await keep.click();
  const leaving = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const asking = await leaving;
  expect(asking.type()).toBe('beforeunload');
  await asking.dismiss();
  await expect(player).toBeVisible();
  const download = page.waitForEvent('download');
  await done.click();
  const stream = await (await download).createReadStream();
  const bytes = Buffer.concat((await stream.toArray()) as Buffer[]);
  const input = new Input({ source: new BlobSource(new Blob([bytes])), formats: [MP4, WEBM] });
  const track = (await input.getPrimaryVideoTrack())!;
  expect([await track.getDisplayWidth(), await track.getDisplayHeight()]).toEqual([192, 108]);
  expect(await track.computeDuration()).toBeCloseTo(0.5, 0);
  expect(await (await input.getPrimaryAudioTrack())!.getCodec()).toBe('opus');
  expect((await input.getMetadataTags()).comment).toContain('compositeWithTrainedAlgorithmicMedia');
  input.dispose();

  // Downloaded, it makes room at once.
  await drop(page, { name: 'other.webm', type: 'video/webm', bytes: film });
  await expect(page.getByText(/^other\.webm · /)).toBeVisible(PAINTED);
  await expect(question).toHaveCount(0);
  expect(sent).toEqual([]);
  expect(complaints).toEqual([]);
});
