import {
  BufferTarget,
  EncodedAudioPacketSource,
  type EncodedPacket,
  EncodedVideoPacketSource,
  type InputAudioTrack,
  type InputVideoTrack,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import { eraseCreationTimes } from './erase-creation-times.ts';
import type { Template } from './template.ts';

/**
 * Makes an MP4 from the packets of the templates, without decoding or encoding: the picture is
 * repeated, the sound is cut. The same content gives the same bytes.
 */
export async function muxVideo(content: VideoContent): Promise<Uint8Array<ArrayBuffer>> {
  const { picture, sound, durationSeconds, title } = content;
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target });
  const videoSource = new EncodedVideoPacketSource('avc');
  output.addVideoTrack(videoSource);
  const audioSource = sound && new EncodedAudioPacketSource('aac');
  if (audioSource) output.addAudioTrack(audioSource);
  output.setMetadataTags({ title });
  await output.start();
  for (const packet of repeatPackets(picture.packets, durationSeconds)) {
    await videoSource.add(packet, { decoderConfig: picture.decoderConfig });
  }
  for (const packet of cutPackets(sound?.packets ?? [], durationSeconds)) {
    await audioSource?.add(packet, { decoderConfig: sound?.decoderConfig });
  }
  await output.finalize();
  if (target.buffer === null) throw new Error('mediabunny finalized a video without any bytes.');
  return eraseCreationTimes(new Uint8Array(target.buffer));
}

export interface VideoContent {
  readonly picture: Template<InputVideoTrack>;
  /** Without it the video has no sound track. */
  readonly sound: Template<InputAudioTrack> | undefined;
  readonly durationSeconds: number;
  readonly title: string;
}

/** Repeats the packets until the duration is reached. */
function* repeatPackets(
  packets: readonly EncodedPacket[],
  durationSeconds: number,
): Generator<EncodedPacket> {
  let count = 0;
  let timestamp = 0;
  while (timestamp < durationSeconds - minFrameSeconds / 2) {
    const packet = packets[count % packets.length];
    if (packet === undefined) throw new Error('The template has no packets.');
    yield packet.clone({ timestamp });
    count += 1;
    // Counted, not summed up: a sum of 360 times 1/24 of a second would drift.
    timestamp = count * packet.duration;
  }
}

/** Takes the packets that begin within the duration, without the encoder's lead-in before zero. */
function cutPackets(
  packets: readonly EncodedPacket[],
  durationSeconds: number,
): readonly EncodedPacket[] {
  return packets.filter(
    ({ timestamp, duration }) =>
      timestamp > -minFrameSeconds && timestamp + duration / 2 < durationSeconds,
  );
}

const minFrameSeconds = 1 / 1000;
