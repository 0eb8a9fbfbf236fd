/** Finds out why there is no Vulkan adapter, for the words of an error. */
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

import { messageOf } from './provider';

const LOADER = 'libvulkan.so.1';

/** True if the dynamic linker finds the Vulkan loader, which Dawn opens under this name. */
export function vulkanLoaderPresent(): boolean {
  try {
    // Asks the linker itself, with all its search paths. The loader is no Node
    // addon, so this always throws; the message tells whether the file was found.
    process.dlopen({ exports: {} }, LOADER);
    return true;
  } catch (thrown) {
    return !messageOf(thrown).includes('cannot open shared object file');
  }
}

/** The driver manifests (`*_icd.json`) the Vulkan loader would look at, by its own rules. */
export function vulkanDrivers(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string[] {
  const named = environment.VK_DRIVER_FILES ?? environment.VK_ICD_FILENAMES;
  if (named !== undefined && named !== '') {
    return named
      .split(delimiter)
      .flatMap((path) => (path.endsWith('.json') ? [path] : manifests(path)));
  }
  const config = (environment.XDG_CONFIG_DIRS || '/etc/xdg').split(delimiter);
  const data = (environment.XDG_DATA_DIRS || '/usr/local/share:/usr/share').split(delimiter);
  const home = environment.XDG_DATA_HOME || join(homedir(), '.local', 'share');
  return [...config, '/etc', home, ...data].flatMap((folder) =>
    manifests(join(folder, 'vulkan', 'icd.d')),
  );
}

function manifests(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => join(folder, file));
}
