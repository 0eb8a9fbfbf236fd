/**
 * How far a painted picture is from the content that it should keep and from the style that
 * it should take on. All distances are relative, so that weights mean the same in every layer,
 * of every network and for every style: without that, pictures of strong contrast outweigh all
 * others (Cheng et al. 2021, section 3).
 *
 * Results are judged by `gramLoss` and `contentLoss`, as in the papers. A network learns by
 * others. Over the style alone, too little costs at most 1 and too much any amount: whoever is
 * not sure paints too little. And features compared as they are charge for the very change of
 * means and deviations that a style asks for.
 */
import * as tf from '@tensorflow/tfjs-core';

const EPSILON = 1e-8;

/** What a style is in one layer. */
export interface StyleTarget {
  /** [batch, channels, channels]: products of the channels, averaged over the places (Gatys et al. 2016, equation 3). */
  readonly gram: tf.Tensor3D;
  /** [batch, 1, channels] */
  readonly mean: tf.Tensor3D;
  readonly deviation: tf.Tensor3D;
}

/** @param features [batch, height, width, channels] */
export function styleTarget(features: tf.Tensor4D): StyleTarget {
  const [batch, height, width, channels] = features.shape;
  const places = tf.reshape(features, [batch, height * width, channels]) as tf.Tensor3D;
  const gram = tf.div<tf.Tensor3D>(tf.matMul(places, places, true), height * width);
  const mean = tf.mean(places, 1, true) as tf.Tensor3D;
  const variance = tf.mean(tf.square(tf.sub(places, mean)), 1, true);
  return { gram, mean, deviation: tf.sqrt(tf.add<tf.Tensor3D>(variance, 1e-5)) };
}

/**
 * ‖G − G*‖² / ‖G*‖² of the Gram matrices (Gatys et al. 2016, equation 4), one a picture:
 * [batch].
 */
export function gramLoss(found: StyleTarget, wanted: StyleTarget): tf.Tensor1D {
  return relative(found.gram, wanted.gram);
}

/**
 * ‖C − C*‖² / (‖C‖² + ‖C*‖²) of the covariances of the channels: between 0 and 1 or a little
 * more. Gram matrices without what the means have in them, which is most of it after a ReLU and
 * says no more than the palette (Li et al. 2017, equation 5, for covariances as a style).
 */
export function covarianceLoss(found: StyleTarget, wanted: StyleTarget): tf.Tensor1D {
  return bounded(covariance(found), covariance(wanted));
}

/**
 * The same of means and of deviations, added (Huang and Belongie 2017, equation 13): 0 to 2.
 */
export function momentLoss(found: StyleTarget, wanted: StyleTarget): tf.Tensor1D {
  return tf.add(bounded(found.mean, wanted.mean), bounded(found.deviation, wanted.deviation));
}

const covariance = ({ gram, mean }: StyleTarget) =>
  tf.sub<tf.Tensor3D>(gram, tf.matMul(mean, mean, true));

/**
 * ‖F − F*‖² over what F* differs from its own mean, one a picture: 1 for a picture that is
 * nothing but the mean.
 */
export function contentLoss(found: tf.Tensor4D, wanted: tf.Tensor4D): tf.Tensor1D {
  return tf.div(total(tf.sub(found, wanted)), tf.add(total(centred(wanted)), EPSILON));
}

/** Of the spread of a content that is nearly plain, so much of the batch's is added: a stroke on a plain sky costs something, not everything. */
const PLAIN = 0.1;
/** A channel in which nothing is painted is not blown up to what the content has in it. */
const FLAT = 0.01;

/**
 * How far the patterns of the features are apart: of every channel what it differs from its
 * mean, brought to the content's own deviation. 0 for the same pattern, about 2 for none in
 * common. Unlike `contentLoss` it leaves means and deviations to the style (Huang and Belongie
 * 2017, section 5).
 */
export function patternLoss(found: tf.Tensor4D, wanted: tf.Tensor4D): tf.Tensor1D {
  const [of, asked] = [centred(found), centred(wanted)];
  const variance = (x: tf.Tensor4D) => tf.mean(tf.square(x), [1, 2], true);
  const [own, content] = [variance(of), variance(asked)];
  // Not the root of the quotient: that has no gradient where a channel is 0 in both.
  const floor = tf.add(tf.mul(content, FLAT), EPSILON);
  const scale = tf.mul(tf.sqrt(content), tf.rsqrt(tf.add(own, floor)));
  const spread = total(asked);
  return tf.div(
    total(tf.sub(tf.mul(of, scale), asked)),
    tf.add(tf.add(spread, tf.mul(tf.mean(spread), PLAIN)), EPSILON),
  );
}

const centred = (x: tf.Tensor4D) => tf.sub<tf.Tensor4D>(x, tf.mean(x, [1, 2], true));

/** Mean squared difference of neighbouring pixels (Johnson et al. 2016, section 3.2). */
export function totalVariation(pictures: tf.Tensor4D): tf.Scalar {
  const along = (axis: 1 | 2) => {
    const size = [...pictures.shape];
    size[axis]! -= 1;
    const next = [0, 0, 0, 0];
    next[axis] = 1;
    const [before, after] = [[0, 0, 0, 0], next].map((begin) => tf.slice(pictures, begin, size));
    return tf.mean(tf.square(tf.sub(after!, before!)));
  };
  return tf.add(along(1), along(2)) as tf.Scalar;
}

/** Mean squared difference over the pictures that `counts` (0 or 1 each), over all pictures. */
export function identityLoss(
  found: tf.Tensor4D,
  wanted: tf.Tensor4D,
  counts: readonly number[],
): tf.Scalar {
  const perPicture = tf.mean(tf.square(tf.sub(found, wanted)), [1, 2, 3]);
  return tf.mean(tf.mul(perPicture, tf.tensor1d([...counts])));
}

function relative(found: tf.Tensor, wanted: tf.Tensor): tf.Tensor1D {
  return tf.div(total(tf.sub(found, wanted)), tf.add(total(wanted), EPSILON));
}

function bounded(found: tf.Tensor, wanted: tf.Tensor): tf.Tensor1D {
  const most = tf.add(total(found), total(wanted));
  return tf.div(total(tf.sub(found, wanted)), tf.add(most, EPSILON));
}

/** Sum of squares of each picture, [batch]. */
function total(x: tf.Tensor): tf.Tensor1D {
  return tf.sum(
    tf.square(x),
    x.shape.slice(1).map((_, i) => i + 1),
  ) as tf.Tensor1D;
}
