# Saves and loads checkpoints with PyTorch for pth.test.ts: `pth.py save FOLDER` and `pth.py load FILE` (prints JSON).
import collections, json, pickletools, sys, zipfile
import torch

torch_2 = int(torch.__version__.split('.')[0]) >= 2
# What torch/_weights_only_unpickler.py of torch 2 understands, of what we write
weights_only_codes = '''PROTO STOP MARK NONE NEWTRUE NEWFALSE BININT BININT1 BININT2 LONG1 BINFLOAT BINUNICODE EMPTY_LIST APPENDS
EMPTY_DICT SETITEMS TUPLE GLOBAL REDUCE BINPERSID'''


def save(folder):
    torch.manual_seed(7)
    model = torch.nn.Sequential(collections.OrderedDict(
        conv=torch.nn.Conv2d(3, 4, 3, bias=False), bn=torch.nn.BatchNorm2d(4), up=torch.nn.ConvTranspose2d(4, 1, 2, 2)))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.007)
    for _ in range(3):
        optimizer.zero_grad()
        model(torch.randn(2, 3, 8, 8)).square().mean().backward()
        optimizer.step()
    base = torch.arange(24, dtype=torch.float32).reshape(2, 3, 4)
    tied = torch.ones(3)
    values = {
        'epoch': 3, 'f_score': 0.682, 'whole_float': 2.0, 'name': '收据', 'none': None, 'flag': True,
        'big': 2 ** 70, 'negative': -3, 'tuple': (1, (2.5, 'x')), 'list': [1, [2]], 0: 'int key', 'size': base.shape,
        'state_dict': model.state_dict(), 'optimizer': optimizer.state_dict(),
        'parameter': torch.nn.Parameter(torch.tensor([1.5])),
        'transposed': base.permute(2, 0, 1), 'part': base[1, :, 1:3], 'expanded': torch.tensor([1., 2.]).expand(3, 2),
        'channels_last': base.reshape(1, 2, 3, 4).contiguous(memory_format=torch.channels_last),
        'tied': [tied, tied], 'scalar': torch.tensor(2.5), 'empty': torch.zeros(0, 3),
        'random_state': torch.get_rng_state(),
    }
    for name in 'float64 float16 bfloat16 int64 int32 int16 int8 uint8 bool'.split():
        values[name] = torch.tensor([0, 1, 2, 100]).to(getattr(torch, name))
    torch.save(values, f'{folder}/zip.pth')
    torch.save(values, f'{folder}/legacy.pth', _use_new_zipfile_serialization=False)
    # The storage that other tensors view is saved whole in legacy files
    torch.save({'view': base[1]}, f'{folder}/legacy_view.pth', _use_new_zipfile_serialization=False)
    torch.save(model, f'{folder}/whole_model.pth')
    torch.jit.script(model).save(f'{folder}/torchscript.pth')
    with open(f'{folder}/ground-truth.json', 'w') as file:
        json.dump(plain(values), file)


def plain(value):
    if isinstance(value, torch.Tensor):
        return {'dtype': str(value.dtype)[6:], 'shape': list(value.shape),
                'values': value.detach().contiguous().double().flatten().tolist()}
    if isinstance(value, dict):
        return [[plain(key), plain(item)] for key, item in value.items()]
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, int) and abs(value) > 2 ** 53:
        return f'big {value}'
    return value


def load(path):
    loaded = torch.load(path, weights_only=False) if torch_2 else torch.load(path)
    # The weights_only reader of torch 1.13 does not know floats (BINFLOAT); that of torch 2 knows all of this
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        used = {code.name for code, _, _ in pickletools.genops(archive.read('archive/data.pkl'))}
    assert used <= set(weights_only_codes.split()), used
    if torch_2:
        assert json.dumps(plain(torch.load(path, weights_only=True))) == json.dumps(plain(loaded))
        assert json.dumps(plain(torch.load(path, mmap=True))) == json.dumps(plain(loaded))
    else:
        torch.load(path.replace('.pth', '_weights.pth'), weights_only=True)
    values = plain(loaded)  # before the optimiser's step, which changes its buffers in place
    types = {key: type(item).__name__ for key, item in loaded.items()}
    model = torch.nn.Sequential(collections.OrderedDict(conv=torch.nn.Conv2d(3, 4, 3, bias=False), bn=torch.nn.BatchNorm2d(4)))
    model.load_state_dict(loaded['state_dict'])
    optimizer = torch.optim.SGD(model.parameters(), lr=1, momentum=0.5)
    optimizer.load_state_dict(loaded['optimizer'])
    model(torch.ones(1, 3, 8, 8)).sum().backward()
    optimizer.step()
    json.dump({'values': values, 'types': types, 'zip': torch.serialization._is_zipfile(open(path, 'rb'))}, sys.stdout)


{'save': save, 'load': load}[sys.argv[1]](sys.argv[2])
