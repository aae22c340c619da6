# DBNet with ResNet-18 in PyTorch, with the names of the published checkpoint, and its loss (Liao et al. 2020).
import torch
import torch.nn.functional as F
from torch import nn


class BasicBlock(nn.Module):
    def __init__(self, inputs, channels, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, channels, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.downsample = None
        if stride != 1 or inputs != channels:
            self.downsample = nn.Sequential(
                nn.Conv2d(inputs, channels, 1, stride, bias=False), nn.BatchNorm2d(channels)
            )

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


class ResNet18(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 7, 2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        self.layer1 = nn.Sequential(BasicBlock(64, 64, 1), BasicBlock(64, 64, 1))
        self.layer2 = nn.Sequential(BasicBlock(64, 128, 2), BasicBlock(128, 128, 1))
        self.layer3 = nn.Sequential(BasicBlock(128, 256, 2), BasicBlock(256, 256, 1))
        self.layer4 = nn.Sequential(BasicBlock(256, 512, 2), BasicBlock(512, 512, 1))

    def forward(self, x):
        c1 = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 3, 2, padding=1)
        c2 = self.layer1(c1)
        c3 = self.layer2(c2)
        c4 = self.layer3(c3)
        return c2, c3, c4, self.layer4(c4)


def head():
    return nn.Sequential(
        nn.Conv2d(256, 64, 3, padding=1, bias=False),
        nn.BatchNorm2d(64),
        nn.ReLU(),
        nn.ConvTranspose2d(64, 64, 2, 2),
        nn.BatchNorm2d(64),
        nn.ReLU(),
        nn.ConvTranspose2d(64, 1, 2, 2),
        nn.Sigmoid(),
    )


class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        for level, channels in ((5, 512), (4, 256), (3, 128), (2, 64)):
            setattr(self, f"in{level}", nn.Conv2d(channels, 256, 1, bias=False))
        for level, factor in ((5, 8), (4, 4), (3, 2)):
            smooth = nn.Conv2d(256, 64, 3, padding=1, bias=False)
            setattr(self, f"out{level}", nn.Sequential(smooth, nn.Upsample(scale_factor=factor, mode="nearest")))
        self.out2 = nn.Conv2d(256, 64, 3, padding=1, bias=False)
        self.binarize = head()
        self.thresh = head()

    def forward(self, features):
        c2, c3, c4, c5 = features
        in5 = self.in5(c5)
        in4 = self.in4(c4) + F.interpolate(in5, scale_factor=2, mode="nearest")
        in3 = self.in3(c3) + F.interpolate(in4, scale_factor=2, mode="nearest")
        in2 = self.in2(c2) + F.interpolate(in3, scale_factor=2, mode="nearest")
        fused = torch.cat((self.out5(in5), self.out4(in4), self.out3(in3), self.out2(in2)), 1)
        binary = self.binarize(fused)
        if not self.training:
            return binary
        thresh = self.thresh(fused)
        return binary, thresh, torch.reciprocal(1 + torch.exp(-50 * (binary - thresh)))


class DBNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.backbone = ResNet18()
        self.decoder = Decoder()

    def forward(self, images):
        return self.decoder(self.backbone(images))

    def load(self, tensors):
        """Takes every tensor by name; only the counters of the batch norms may be missing."""
        result = self.load_state_dict(tensors, strict=False)
        missing = [name for name in result.missing_keys if not name.endswith("num_batches_tracked")]
        assert not missing and not result.unexpected_keys, (missing, result.unexpected_keys)


def balance_cross_entropy(pred, gt, mask, ratio, eps=1e-6):
    """BalanceCrossEntropyLoss of https://github.com/MhLiao/DB, with all three in one shape."""
    positive = (gt * mask).byte()
    negative = ((1 - gt) * mask).byte()
    positive_count = int(positive.to(pred).sum())
    negative_count = min(int(negative.to(pred).sum()), int(positive_count * ratio))
    loss = F.binary_cross_entropy(pred, gt, reduction="none")
    # A mask (N, H, W) beside gt (N, 1, H, W) broadcasts to (N, N, H, W) and mixes the samples: network_loss.py measures it.
    loss = loss.expand_as(positive)
    positive_loss = loss * positive.to(pred)
    negative_loss, _ = torch.topk((loss * negative.to(pred)).reshape(-1), negative_count)
    return (positive_loss.sum() + negative_loss.sum()) / (positive_count + negative_count + eps)


def masked_l1(pred, gt, mask):
    """MaskL1Loss: 0 for an empty mask."""
    count = mask.sum()
    return count if count == 0 else (torch.abs(pred - gt) * mask).sum() / count


def dice(pred, gt, mask, eps=1e-6):
    """DiceLoss, but 0 for an empty mask, where the published one is 1 whatever was predicted."""
    if mask.sum() == 0:
        return mask.sum()
    intersection = (pred * gt * mask).sum()
    return 1 - 2 * intersection / ((pred * mask).sum() + (gt * mask).sum() + eps)


def db_loss(predictions, batch, settings):
    """Total, cross entropy, L1, dice."""
    binary, thresh, thresh_binary = predictions
    bce = balance_cross_entropy(binary, batch["shrinkMap"], batch["shrinkMask"], settings["ohemRatio"])
    l1 = masked_l1(thresh, batch["thresholdMap"], batch["thresholdMask"])
    overlap = dice(thresh_binary, batch["shrinkMap"], batch["shrinkMask"])
    total = settings["bceWeight"] * bce + settings["l1Weight"] * l1 + settings["diceWeight"] * overlap
    return total, bce, l1, overlap
