import type { VideoRequest } from './video-fields.ts';

/** The body of `POST /api/v1/videos/generations`, as contract.md §2 documents it. */
export interface WireBody {
  readonly model: 'kling-3';
  readonly prompt?: string;
  readonly mode: 'std' | 'pro';
  /** A JSON number of seconds here, where other gateways want a string. */
  readonly duration: number;
  readonly aspect_ratio?: '16:9' | '9:16' | '1:1';
  readonly sound: boolean;
  readonly image?: string;
  readonly multi_shots?: true;
  readonly multi_prompt?: readonly { readonly prompt: string; readonly duration: number }[];
  /** The shape of an element is kie.ai's: this gateway documents the name of the field only. */
  readonly kling_elements?: readonly {
    readonly name: string;
    readonly description?: string;
    readonly element_input_urls?: readonly string[];
    readonly element_input_video_urls?: readonly [string];
  }[];
  readonly callback_url?: string;
}

/** Translates a request into the API's own terms; defaults are sent, never left to the API. */
export function wireBody(request: VideoRequest): WireBody {
  const { aspectRatio, callbackUrl, duration, elements, image, mode, prompt, shots, sound } =
    request;
  return {
    model: 'kling-3',
    ...(prompt !== undefined && { prompt }),
    mode,
    duration,
    ...(aspectRatio !== undefined && { aspect_ratio: aspectRatio }),
    sound,
    ...(image !== undefined && { image }),
    ...(shots !== undefined && { multi_shots: true, multi_prompt: shots }),
    ...(elements !== undefined && { kling_elements: elements.map(wireElement) }),
    ...(callbackUrl !== undefined && { callback_url: callbackUrl }),
  };
}

function wireElement({
  description,
  imageUrls,
  name,
  videoUrl,
}: NonNullable<VideoRequest['elements']>[number]) {
  return {
    name,
    ...(description !== undefined && { description }),
    ...(imageUrls !== undefined && { element_input_urls: imageUrls }),
    ...(videoUrl !== undefined && { element_input_video_urls: [videoUrl] as const }),
  };
}
