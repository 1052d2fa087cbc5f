import { readFile } from 'node:fs/promises';
import {
  BufferSource,
  type EncodedPacket,
  EncodedPacketSink,
  Input,
  type InputAudioTrack,
  type InputTrack,
  type InputVideoTrack,
  MP4,
} from 'mediabunny';
import type { VideoSize } from './video-size.ts';

/** The packets of a clip that was encoded in advance, with their decoder configuration. */
export interface Template<Track extends InputVideoTrack | InputAudioTrack> {
  readonly decoderConfig: DecoderConfig<Track>;
  readonly packets: readonly EncodedPacket[];
}

/** Reads the moving picture of a size: H.264, three seconds that loop, a key frame a second. */
export async function readVideoTemplate(size: VideoSize): Promise<Template<InputVideoTrack>> {
  const fileName = `${size.width}x${size.height}.mp4`;
  const track = await (await openTemplate(fileName)).getPrimaryVideoTrack();
  const decoderConfig = await track?.getDecoderConfig();
  if (!track || !decoderConfig) throw new Error(`The template ${fileName} has no video.`);
  return { decoderConfig, packets: await readPackets(track) };
}

/** Reads the sound track: AAC, sixteen seconds. */
export async function readSoundTemplate(): Promise<Template<InputAudioTrack>> {
  const fileName = 'sound.m4a';
  const track = await (await openTemplate(fileName)).getPrimaryAudioTrack();
  const decoderConfig = await track?.getDecoderConfig();
  if (!track || !decoderConfig) throw new Error(`The template ${fileName} has no sound.`);
  return { decoderConfig, packets: await readPackets(track) };
}

type DecoderConfig<Track extends InputVideoTrack | InputAudioTrack> = NonNullable<
  Awaited<ReturnType<Track['getDecoderConfig']>>
>;

async function openTemplate(fileName: string): Promise<Input> {
  const bytes = await readFile(new URL(`../../media/${fileName}`, import.meta.url));
  return new Input({ formats: [MP4], source: new BufferSource(bytes) });
}

async function readPackets(track: InputTrack): Promise<readonly EncodedPacket[]> {
  const packets: EncodedPacket[] = [];
  for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet);
  return packets;
}
