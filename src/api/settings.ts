// The settings of a training as a type, for editors and declaration files. Generated from src/run/settings by npm run generate.

/**
 * Settings by their names in config.yaml; what is left out has its default. With an initial model (`init`), settings that belong to weights
 * come from it.
 */
export interface TrainSettings {
  /** Images in one training step; fewer need less memory. In images; a whole number from 1 to 4096; 4 unless given. */
  readonly batch_size?: number
  /** How often the training goes through the whole training list. In epochs; a whole number from 1 to 100000; 3 unless given. */
  readonly num_epochs?: number
  /** Learning rate at the start, before the schedule changes it. A number above 0, at most 10; 0.0003 unless given. */
  readonly learning_rate?: number
  /** Height and width of the images that the network sees. In pixels; [height, width], each a multiple of 32 from 32 to 2048; 800x800 unless given. */
  readonly input_size?: readonly [height: number, width: number]
  /** Network that extracts the features. One of resnet18; resnet18 unless given. */
  readonly backbone?: 'resnet18'
  /** Optimizer: how gradients become weight updates. One of SGD, Adam, AdamW; SGD unless given. */
  readonly optimizer?: 'SGD' | 'Adam' | 'AdamW'
  /** How the learning rate changes during the training. One of StepLR, poly, cosine, constant; cosine unless given. */
  readonly scheduler?: 'StepLR' | 'poly' | 'cosine' | 'constant'
  /** Number from which every random choice follows; the same seed repeats the run. A whole number from 0 to 4294967295; 0 unless given. */
  readonly seed?: number
  /** Where the network is computed; auto takes the fastest that works and logs why. One of auto, cpu, webgpu, cuda; auto unless given. */
  readonly device?: 'auto' | 'cpu' | 'webgpu' | 'cuda'
  /** Numbers that convolutions and activations are computed with; float16 needs a graphics card that has it, and scales the loss so that small gradients are not lost. One of float32, float16; float32 unless given. */
  readonly precision?: 'float32' | 'float16'
  /** Initial weights: starter (shipped with ocrdet), a .pth file or a run; none trains from scratch. Starter, none, a .pth file or a run; starter unless given. */
  readonly init?: string
  /** Part of the network whose weights stay as they are. One of none, backbone; none unless given. */
  readonly freeze?: 'none' | 'backbone'
  /** Whether batch normalisation keeps the running statistics of the initial weights instead of those of each batch; auto does when fine-tuning at a learning rate of at most 0.003, not from scratch. One of auto, always, never; auto unless given. */
  readonly freeze_norm?: 'auto' | 'always' | 'never'
  /** Epochs from one evaluation on the test list to the next. In epochs; a whole number from 1 to 100000; 1 unless given. */
  readonly eval_interval?: number
  /** Keeps checkpoints/epoch_N.pth every so many epochs; 0 keeps none. In epochs; a whole number from 0 to 100000; 0 unless given. */
  readonly save_every?: number
  /** Computes a batch in micro-batches (gradient accumulation) when the memory is not enough for the whole; the batch stays what it is. True or false; false unless given. */
  readonly auto_batch?: boolean
  /** Images computed at once, a divisor of batch_size; auto is the whole batch, fewer need less memory. In images; auto, or a whole number from 1 to 4096; auto unless given. */
  readonly micro_batch?: number | 'auto'
  /** Recomputes activations in the backward pass instead of keeping them (checkpointing): less memory, more time. True or false; false unless given. */
  readonly save_memory?: boolean
  /** Cores that the network may use; auto takes all that this process may run on. In threads; auto, or a whole number from 1 to 1024; auto unless given. */
  readonly num_threads?: number | 'auto'
  /** Threads that prepare images beside the training; never changes the result. In threads; auto, or a whole number from 0 to 64; auto unless given. */
  readonly num_workers?: number | 'auto'
  /** Writes the curves for TensorBoard too. True or false; true unless given. */
  readonly tensorboard?: boolean
  /** Nesterov momentum of SGD, and the first moment of Adam and AdamW. A number from 0 to 0.9999; 0.9 unless given. */
  readonly momentum?: number
  /** How strongly convolution weights are pulled to zero. A number from 0 to 1; 0.0001 unless given. */
  readonly weight_decay?: number
  /** StepLR: epochs from one drop of the learning rate to the next; auto is a third of num_epochs. In epochs; auto, or a whole number from 1 to 100000; auto unless given. */
  readonly lr_step_size?: number | 'auto'
  /** StepLR: factor of each drop. A number above 0, at most 1; 0.1 unless given. */
  readonly lr_gamma?: number
  /** poly: exponent of the decay. A number above 0, at most 10; 0.9 unless given. */
  readonly poly_power?: number
  /** Iterations during which the learning rate rises to its full value. In iterations; a whole number from 0 to 10000000; 10 unless given. */
  readonly warmup_iters?: number
  /** Decay of the exponential mean of the weights (EMA), which is what is evaluated and saved; from scratch, less in the first steps; 0 keeps none. A number from 0 to 0.99999; 0.99 unless given. */
  readonly ema?: number
  /** Gradients longer than this are shortened to it; 0 leaves them alone. A number from 0 to 1000000; 0 unless given. */
  readonly max_grad_norm?: number
  /** Changes training images at random, so that few images teach more. True or false; true unless given. */
  readonly augment?: boolean
  /** Share of the images that are mirrored left to right. A number from 0 to 1; 0.5 unless given. */
  readonly flip_probability?: number
  /** Largest rotation, in either direction. In degrees; a number from 0 to 180; 10 unless given. */
  readonly rotate_degrees?: number
  /** Smallest random enlargement. A number from 0.1 to 10; 0.5 unless given. */
  readonly scale_min?: number
  /** Largest random enlargement. A number from 0.1 to 10; 3 unless given. */
  readonly scale_max?: number
  /** Changes brightness and colour at random. True or false; true unless given. */
  readonly color_jitter?: boolean
  /** How far the text area is shrunk for the probability map. A number from 0.1 to 0.9; 0.4 unless given. */
  readonly shrink_ratio?: number
  /** Text smaller than this at the input size is ignored in the loss. In pixels; a number from 0 to 256; 8 unless given. */
  readonly min_text_size?: number
  /** Lowest value of the threshold map. A number from 0 to 1; 0.3 unless given. */
  readonly threshold_min?: number
  /** Highest value of the threshold map. A number from 0 to 1; 0.7 unless given. */
  readonly threshold_max?: number
  /** Hardest background pixels counted for each text pixel. A number from 0 to 1000; 3 unless given. */
  readonly ohem_ratio?: number
  /** Weight of the probability-map loss (cross-entropy). A number from 0 to 1000; 5 unless given. */
  readonly loss_weight_binary?: number
  /** Weight of the threshold-map loss (L1). A number from 0 to 1000; 10 unless given. */
  readonly loss_weight_thresh?: number
  /** Weight of the overlap loss (dice). A number from 0 to 1000; 1 unless given. */
  readonly loss_weight_dice?: number
  /** fit scales an image into input_size; short-side scales its short side to short_side. One of fit, short-side; fit unless given. */
  readonly resize?: 'fit' | 'short-side'
  /** Length of the short side when resize is short-side. In pixels; a multiple of 32 from 32 to 4096; 736 unless given. */
  readonly short_side?: number
  /** What fit leaves around an image in evaluation and detection: minimal pads it to multiples of 32, full to input_size, which takes longer. One of minimal, full; minimal unless given. */
  readonly padding?: 'minimal' | 'full'
  /** Pixels with a higher probability count as text. A number from 0 to 1; 0.2 unless given. */
  readonly binary_threshold?: number
  /** Chooses binary_threshold anew on 16 training images (fewer do not suffice) after each epoch, since probabilities rise while a network learns; the checkpoint keeps it. True or false; true unless given. */
  readonly tune_threshold?: boolean
  /** Boxes with a lower mean probability are dropped. A number from 0 to 1; 0.3 unless given. */
  readonly box_threshold?: number
  /** How far a found area is grown back to the full text. A number from 0 to 10; 1.5 unless given. */
  readonly unclip_ratio?: number
  /** Most areas that are looked at in one image. In boxes; a whole number from 1 to 1000000; 1000 unless given. */
  readonly max_candidates?: number
  /** Shape of the boxes: four corners, or as many as the text needs. One of quad, polygon; quad unless given. */
  readonly box_type?: 'quad' | 'polygon'
}
