import { float, mustBe, type Op, sameShape, show, type Typed } from './op.ts';
import { type Convolution, convolutionOf, imagesOf, type Pair, positions } from './window.ts';

const attributes = ['stride', 'dilation', 'padding'];

/**
 * `(images [S, B, H, W, C], filters [S, O, kh, kw, C])`: cross-correlation,
 * `out[s,b,y,x,o] = Σ images[s, b, y·stride + i·dilation - top, x·stride + j·dilation - left, c] · filters[s,o,i,j,c]`,
 * where what lies outside of an image is zero.
 */
export const conv2d: Op = {
  arity: 2,
  attributes,
  infer: ([images, filters], attributes) => {
    mustBe('float', images, filters);
    return float(convolved(images, filters, convolutionOf(attributes)));
  },
  derivative: (build, { inputs: [images, filters], attributes }, gradient) => {
    const convolution = convolutionOf(attributes);
    const [, , height, width] = build.shape(images);
    const [, , ...size] = build.shape(filters);
    return [
      build.conv2dInputGradient(gradient, filters, convolution, [height, width]),
      build.conv2dFilterGradient(images, gradient, convolution, [size[0], size[1]]),
    ];
  },
};

/**
 * `(gradient [S, B, H', W', O], filters)`: what `conv2d` of images of `extent` sends back to the images.
 */
export const conv2dInputGradient: Op = {
  arity: 2,
  attributes: [...attributes, 'extent'],
  infer: ([gradient, filters], attributes) => {
    mustBe('float', gradient, filters);
    const { members, count } = imagesOf(gradient);
    const images = float([members, count, ...(attributes.extent as Pair), imagesOf(filters).channels]);
    mustFollow(gradient, convolved(images, filters, convolutionOf(attributes)));
    return images;
  },
  derivative: (build, { inputs: [gradient, filters], attributes }, outer) => {
    const convolution = convolutionOf(attributes);
    const [, , ...size] = build.shape(filters);
    return [
      build.conv2d(outer, filters, convolution),
      build.conv2dFilterGradient(outer, gradient, convolution, [size[0], size[1]]),
    ];
  },
};

/** `(images, gradient [S, B, H', W', O])`: what `conv2d` sends back to filters of `size`. */
export const conv2dFilterGradient: Op = {
  arity: 2,
  attributes: [...attributes, 'size'],
  infer: ([images, gradient], attributes) => {
    mustBe('float', images, gradient);
    const outputs = imagesOf(gradient).channels;
    const { members, channels } = imagesOf(images);
    const filters = float([members, outputs, ...(attributes.size as Pair), channels]);
    mustFollow(gradient, convolved(images, filters, convolutionOf(attributes)));
    return filters;
  },
  derivative: (build, { inputs: [images, gradient], attributes }, outer) => {
    const convolution = convolutionOf(attributes);
    const [, , height, width] = build.shape(images);
    return [
      build.conv2dInputGradient(gradient, outer, convolution, [height, width]),
      build.conv2d(images, outer, convolution),
    ];
  },
};

/** Shape of the convolution of `images` by `filters`. */
function convolved(images: Typed, filters: Typed, convolution: Convolution) {
  const { members, count, extent, channels } = imagesOf(images);
  const filter = imagesOf(filters);
  if (members !== filter.members || channels !== filter.channels)
    throw new Error(`cannot convolve ${show(images.shape)} by ${show(filters.shape)}`);
  return [members, count, ...positions(extent, filter.extent, convolution), filter.count];
}

function mustFollow(gradient: Typed, shape: readonly number[]): void {
  if (!sameShape(gradient.shape, shape))
    throw new Error(`takes the gradient of ${show(shape)}, not ${show(gradient.shape)}`);
}
