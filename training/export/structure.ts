/** From what a network was seen to compute to its blocks, for the drawing on its card. */
import * as tf from '@tensorflow/tfjs-core';

import { structureSchema, type Block, type Structure } from '@/lib/models-view/structure';
import type { NetworkSpec, Weights } from '@/models/network';

import { multiplyAddsOf, traceOperations, type Operation, type TracedTensor } from './trace';

/** A forward pass of one picture, and what goes into it. */
export interface Seen {
  readonly spec: NetworkSpec;
  /** Of one picture each: the first side is 1. */
  readonly inputs: Readonly<Record<string, tf.Tensor>>;
  /** @param weights of the names and shapes of the spec. */
  readonly forward: (weights: Weights) => tf.TensorContainer;
}

/** What is known of a tensor on its way through the network. */
interface Origin {
  /** Weights that it was made of, as long as nothing else was. */
  readonly weights: readonly string[];
  /** Blocks and inputs that it comes from; none for weights and constants. */
  readonly from: readonly string[];
  /** Changes of size that no block has been given yet. */
  readonly pending: readonly string[];
}

interface Draft {
  output: readonly number[];
  multiplyAdds: number;
  makesMaps: boolean;
  readonly steps: string[];
  readonly from: Set<string>;
}

const NOTHING: Origin = { weights: [], from: [], pending: [] };

/** Operations without weights that change the size of a map. */
const RESIZING: Readonly<Record<string, string>> = {
  ResizeNearestNeighbor: 'upsampling',
  ResizeBilinear: 'upsampling',
  DepthToSpace: 'upsampling',
  AvgPool: 'pooling',
  MaxPool: 'pooling',
};

/**
 * The blocks of a network, told from one forward pass (with weights of 0) on the back end
 * that is chosen. A block is what shares the first part of its weights' names. One that
 * makes no maps and is read by one other only, such as a normalisation, is part of that.
 */
export function structureOf({ spec, inputs, forward }: Seen): Structure {
  const tracer = new Tracer();
  const weights: Record<string, tf.Tensor> = {};
  for (const { name, shape } of spec.weights) {
    const tensor = (weights[name] = tf.zeros([...shape]));
    tracer.known.set(tensor.dataId, { ...NOTHING, weights: [name] });
  }
  for (const [name, tensor] of Object.entries(inputs)) {
    tracer.known.set(tensor.dataId, { ...NOTHING, from: [name] });
  }
  try {
    traceOperations(
      () => forward(weights),
      (operation) => tracer.follow(operation),
    );
  } finally {
    tf.dispose(weights);
  }
  return structureSchema.parse({
    format: 1,
    inputs: Object.entries(inputs).map(([name, { shape }]) => ({ name, shape: shape.slice(1) })),
    blocks: blocksOf(spec, tracer.drafts),
  } satisfies Structure);
}

const blockNameOf = (weight: string) => weight.split('/')[0]!;
const union = (lists: readonly (readonly string[])[]) => [...new Set(lists.flat())];

/** Whether it has places: [batch, height, width, channels] with more than one. */
const isMap = ({ shape }: TracedTensor) => shape.length === 4 && shape[1]! * shape[2]! > 1;

class Tracer {
  readonly known = new WeakMap<object, Origin>();
  readonly drafts = new Map<string, Draft>();

  follow(operation: Operation): void {
    const inputs = Object.values(operation.inputs);
    const origins = inputs.map((tensor) => this.#originOf(tensor));
    const weights = union(origins.map((origin) => origin.weights));
    const from = union(origins.map((origin) => origin.from));
    const [output] = operation.outputs;
    if (!output) return;
    if (from.length === 0) this.#remember(operation, { ...NOTHING, weights });
    else {
      const block = this.#blockOf(operation, weights);
      if (block === undefined) this.#passOn(operation, output);
      else this.#compute(operation, output, block, union(origins.map((o) => o.pending)));
    }
  }

  #originOf(tensor: TracedTensor): Origin {
    return this.known.get(tensor.data) ?? NOTHING;
  }

  #remember({ outputs }: Operation, origin: Origin): void {
    for (const made of outputs) this.known.set(made.data, origin);
  }

  /** Whose weights it uses; a kernel may have been changed by a style on its way here. */
  #blockOf(operation: Operation, weights: readonly string[]): string | undefined {
    const [weight] = weights;
    if (weight !== undefined) return blockNameOf(weight);
    if (multiplyAddsOf(operation) === 0) return undefined;
    const kernel = operation.inputs['filter'] ?? operation.inputs['b'];
    return kernel && this.#originOf(kernel).from.find((name) => this.drafts.has(name));
  }

  #draft(name: string): Draft {
    let draft = this.drafts.get(name);
    if (!draft) {
      draft = { output: [], multiplyAdds: 0, makesMaps: false, steps: [], from: new Set() };
      this.drafts.set(name, draft);
    }
    return draft;
  }

  /** An operation with weights. */
  #compute(op: Operation, output: TracedTensor, name: string, pending: readonly string[]): void {
    const draft = this.#draft(name);
    const multiplyAdds = multiplyAddsOf(op);
    const sources = this.#sources(op);
    // Scale and offset of a map that another block has made are a change of that one's.
    const owner = sources.length === 1 ? sources[0]! : name;
    const changes = isMap(output) && multiplyAdds === 0 && !draft.makesMaps && owner !== name;
    if (changes && this.drafts.has(owner)) {
      this.#draft(owner).from.add(name);
      this.#remember(op, { ...NOTHING, from: [owner], pending });
      return;
    }
    for (const source of this.#everySource(op)) if (source !== name) draft.from.add(source);
    draft.multiplyAdds += multiplyAdds;
    draft.steps.push(...pending, ...stepOf(op));
    draft.makesMaps ||= isMap(output);
    if (isMap(output) || multiplyAdds > 0) this.#show(draft, output);
    this.#remember(op, { ...NOTHING, from: [name] });
  }

  /** An operation without weights. */
  #passOn(operation: Operation, output: TracedTensor): void {
    const maps = Object.values(operation.inputs).filter(isMap);
    const isSum = /^Add/.test(operation.kernel) && maps.length > 1;
    const sources = this.#sources(operation);
    // A shortcut ends in the block that was computed last.
    const last = [...this.drafts.keys()].findLast((name) => sources.includes(name));
    const from = isSum && last !== undefined ? [last] : sources;
    const [only] = from;
    const draft = from.length === 1 ? this.drafts.get(only!) : undefined;
    if (draft && isMap(output)) {
      for (const source of this.#everySource(operation)) {
        if (source !== only) draft.from.add(source);
      }
      if (operation.kernel === 'Reshape' && !draft.makesMaps) {
        draft.makesMaps = true;
        this.#show(draft, output);
      }
      if (isSum) draft.steps.push('shortcut');
    }
    const before = (maps.length > 0 ? maps : Object.values(operation.inputs)).map((tensor) =>
      this.#originOf(tensor),
    );
    const resized = RESIZING[operation.kernel];
    const waiting = isSum ? [] : union(before.map((origin) => origin.pending));
    const pending = [...waiting, ...(resized ? [resized] : [])];
    this.#remember(operation, { ...NOTHING, from, pending });
  }

  /** Where the maps among the inputs come from, or, without any, the vectors. */
  #sources({ inputs }: Operation): string[] {
    const all = Object.values(inputs).filter((tensor) => this.#originOf(tensor).from.length > 0);
    const maps = all.filter(isMap);
    return union((maps.length > 0 ? maps : all).map((tensor) => this.#originOf(tensor).from));
  }

  #everySource({ inputs }: Operation): string[] {
    return union(Object.values(inputs).map((tensor) => this.#originOf(tensor).from));
  }

  /** The last map, or the longest vector. */
  #show(draft: Draft, output: TracedTensor): void {
    const shape = isMap(output) ? output.shape.slice(1) : [output.shape.at(-1) ?? 1];
    if (isMap(output) || (!draft.makesMaps && shape[0]! >= (draft.output[0] ?? 0))) {
      draft.output = shape;
    }
  }
}

function stepOf({ kernel, inputs, attributes }: Operation): string[] {
  const [height, width] = inputs['filter']?.shape ?? [];
  const strides = attributes['strides'];
  const stride = Number(Array.isArray(strides) ? strides[0] : (strides ?? 1));
  const size = `${height} × ${width}`;
  const halving = stride === 2 ? 'halving ' : '';
  switch (kernel) {
    case 'Conv2D':
    case 'FusedConv2D':
      return [`${halving}convolution ${size}`];
    case 'DepthwiseConv2dNative':
    case 'FusedDepthwiseConv2D':
      return [`${halving}depthwise convolution ${size}`];
    case 'Conv2DBackpropInput':
      return [`transposed convolution ${size}`];
    case 'BatchMatMul':
    case '_FusedMatMul':
      return ['dense layer'];
    default:
      return [];
  }
}

function blocksOf(spec: NetworkSpec, drafts: Map<string, Draft>): Block[] {
  const home = homes(drafts);
  const parameters = new Map<string, number>();
  for (const { name, shape } of spec.weights) {
    const block = home(blockNameOf(name));
    const size = shape.reduce((product, side) => product * side, 1);
    parameters.set(block, (parameters.get(block) ?? 0) + size);
  }
  return [...drafts].flatMap(([name, { output }]) => {
    if (home(name) !== name) return [];
    // Its own part first, then those that only change it.
    const names = [name, ...[...drafts.keys()].filter((n) => n !== name && home(n) === name)];
    const parts = names.map((part) => drafts.get(part)!);
    const from = new Set(parts.flatMap((part) => [...part.from].map(home)));
    from.delete(name);
    return [
      {
        name,
        output: [...output],
        parameters: parameters.get(name) ?? 0,
        multiplyAdds: parts.reduce((sum, part) => sum + part.multiplyAdds, 0),
        steps: counted(parts.flatMap((part) => part.steps)),
        from: [...from],
      },
    ];
  });
}

/** The block that each is a part of: itself, unless it makes no maps and has one reader. */
function homes(drafts: Map<string, Draft>): (name: string) => string {
  const readersOf = (name: string) => [...drafts].filter(([, { from }]) => from.has(name));
  return (name) => {
    const draft = drafts.get(name);
    if (!draft || draft.makesMaps) return name;
    const [only, ...others] = readersOf(name);
    return only && others.length === 0 ? only[0] : name;
  };
}

function counted(steps: readonly string[]): Block['steps'] {
  const times = new Map<string, number>();
  for (const step of steps) times.set(step, (times.get(step) ?? 0) + 1);
  return [...times].map(([what, count]) => ({ what, times: count }));
}
