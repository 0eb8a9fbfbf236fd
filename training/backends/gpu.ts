import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The NVIDIA driver in words, if one is visible to this process (container, WSL and Windows too). */
export function nvidiaDriver(): string | undefined {
  if (process.platform === 'win32') {
    const library = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'nvcuda.dll');
    return existsSync(library) ? 'NVIDIA driver' : undefined;
  }
  const status = '/proc/driver/nvidia/version';
  if (existsSync(status)) {
    const release = /Kernel Module\D*([\d.]+)/.exec(readFileSync(status, 'utf8'))?.[1];
    return release === undefined ? 'NVIDIA driver' : `NVIDIA driver ${release}`;
  }
  const devices = ['/dev/nvidiactl', '/usr/lib/wsl/lib/libcuda.so.1'];
  return devices.some((path) => existsSync(path)) ? 'NVIDIA driver' : undefined;
}

/** True if the machine seems to have a GPU that WebGPU could use. */
export function gpuLikely(): boolean {
  if (nvidiaDriver() !== undefined) return true;
  // macOS always has Metal. A render node alone may be a virtual display, hence "likely".
  return process.platform === 'darwin' || existsSync('/dev/dri/renderD128');
}
