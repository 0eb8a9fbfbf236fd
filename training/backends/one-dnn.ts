/** How oneDNN, which computes TensorFlow's convolutions on CPUs, is set up before it loads. */
import { readFileSync } from 'node:fs';

type Environment = Record<string, string | undefined>;

/** Sets what `env` does not set already; see `docs/training-backends.md` for the measurements. */
export function configureOneDnn(env: Environment, cpuInfo = readCpuInfo()): void {
  // TensorFlow uses oneDNN's convolutions by itself only on CPUs with AVX-512 VNNI. With
  // AVX2, too, they make the gradients of strided convolutions three times as fast.
  env.TF_ENABLE_ONEDNN_OPTS ??= '1';
  // With AVX-512, what oneDNN gives for the gradient of a convolution's input was wrong by half
  // for some widths (1 × 1 with 40, 72, 112, 320; with a stride also 48, 80, 144), and not faster
  // (TensorFlow 2.21, Zen 5). On the one CPU with AMX that was tried (Granite Rapids) all were
  // right, and a step a fifth faster.
  if (!hasAmx(cpuInfo)) env.ONEDNN_MAX_CPU_ISA ??= 'AVX2';
}

/** Whether the flags that Linux lists for a CPU have AMX, Intel's matrix unit. */
function hasAmx(cpuInfo: string): boolean {
  return /^flags\s*:.*\bamx_tile\b/m.test(cpuInfo);
}

/** Linux only; nothing elsewhere. */
function readCpuInfo(): string {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    return '';
  }
}
