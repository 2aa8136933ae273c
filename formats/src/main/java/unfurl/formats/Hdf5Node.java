package unfurl.formats;

import io.jhdf.Constants;
import io.jhdf.FractalHeap;
import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.Superblock.SuperblockV0V1;
import io.jhdf.Superblock.SuperblockV2V3;
import io.jhdf.SymbolTableEntry;
import io.jhdf.Utils;
import io.jhdf.btree.BTreeV1;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.AttributeNameForIndexedAttributesRecord;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.object.datatype.BitField;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.message.AttributeInfoMessage;
import io.jhdf.object.message.AttributeMessage;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.SymbolTableMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A group or a dataset of an HDF5 file: what it is called, its attributes, and what lies in it.
///
/// Both forms are read, that of HDF5 before 1.8, which PyTables writes, and the later one. Links to other files
/// and soft links are as if they were not there.
///
/// @param storage the file's bytes
/// @param file    for messages
/// @param path    from the root, such as `/df/table`
/// @param header  its messages
record Hdf5Node(Hdf5Storage storage, SourceFile file, String path, ObjectHeader header) {
    private static final int NO_LINK = 2;

    /// The group that holds all.
    static Hdf5Node root(Hdf5Storage storage, SourceFile file) {
        long address = switch (storage.getSuperblock()) {
            case SuperblockV0V1 old ->
                new SymbolTableEntry(storage, old.getRootGroupSymbolTableAddress()).getObjectHeaderAddress();
            case SuperblockV2V3 newer -> newer.getRootGroupObjectHeaderAddress();
            default -> throw file.bad("its superblock is of no known version");
        };
        return at(storage, file, "/", address);
    }

    private static Hdf5Node at(Hdf5Storage storage, SourceFile file, String path, long address) {
        return new Hdf5Node(storage, file, path, ObjectHeader.readObjectHeader(storage, address));
    }

    /// Whether it has values; it is a group otherwise.
    boolean isDataset() {
        return header.hasMessageOfType(DataSpaceMessage.class);
    }

    /// Where each of its members begins, by name.
    Map<String, Long> members() {
        var members = new LinkedHashMap<String, Long>();
        if (header.hasMessageOfType(SymbolTableMessage.class)) {
            addOld(members);
        } else if (header.hasMessageOfType(LinkInfoMessage.class)) {
            addNewer(members);
        }
        return members;
    }

    private void addOld(Map<String, Long> members) {
        var table = header.getMessageOfType(SymbolTableMessage.class);
        ByteBuffer names = new LocalHeap(storage, table.getLocalHeapAddress()).getDataBuffer();
        for (long node :
                BTreeV1.createGroupBTree(storage, table.getBTreeAddress()).getChildAddresses()) {
            for (SymbolTableEntry entry : new GroupSymbolTableNode(storage, node).getSymbolTableEntries()) {
                if (entry.getCacheType() != NO_LINK) {
                    names.position(entry.getLinkNameOffset());
                    members.put(Utils.readUntilNull(names), entry.getObjectHeaderAddress());
                }
            }
        }
    }

    private void addNewer(Map<String, Long> members) {
        header.getMessagesOfType(LinkMessage.class).forEach(link -> add(members, link));
        var info = header.getMessageOfType(LinkInfoMessage.class);
        if (info.getBTreeNameIndexAddress() != Constants.UNDEFINED_ADDRESS) {
            var heap = new FractalHeap(storage, info.getFractalHeapAddress());
            var tree = new BTreeV2<LinkNameForIndexedGroupRecord>(storage, info.getBTreeNameIndexAddress());
            tree.getRecords()
                    .forEach(record ->
                            add(members, LinkMessage.fromBuffer(heap.getId(record.getId()), storage.getSuperblock())));
        }
    }

    private static void add(Map<String, Long> members, LinkMessage link) {
        if (link.getLinkType() == LinkMessage.LinkType.HARD) {
            members.put(link.getLinkName(), link.getHardLinkAddress());
        }
    }

    /// A member.
    ///
    /// @throws unfurl.InputException when there is none of that name
    Hdf5Node member(String name) {
        Long address = members().get(name);
        if (address == null) {
            throw file.bad("%s has no '%s', which pandas would have written".formatted(path, name));
        }
        return member(name, address);
    }

    /// A member of which the address is known.
    Hdf5Node member(String name, long address) {
        return at(storage, file, path.endsWith("/") ? path + name : path + "/" + name, address);
    }

    /// Its attributes by name.
    Map<String, AttributeMessage> attributes() {
        var attributes = new LinkedHashMap<String, AttributeMessage>();
        header.getMessagesOfType(AttributeMessage.class)
                .forEach(attribute -> attributes.put(attribute.getName(), attribute));
        if (header.hasMessageOfType(AttributeInfoMessage.class)) {
            var info = header.getMessageOfType(AttributeInfoMessage.class);
            if (info.getFractalHeapAddress() != Constants.UNDEFINED_ADDRESS) {
                var heap = new FractalHeap(storage, info.getFractalHeapAddress());
                var tree = new BTreeV2<AttributeNameForIndexedAttributesRecord>(
                        storage, info.getAttributeNameBTreeAddress());
                for (AttributeNameForIndexedAttributesRecord record : tree.getRecords()) {
                    var attribute = new AttributeMessage(heap.getId(record.getHeapId()), storage, record.getFlags());
                    attributes.put(attribute.getName(), attribute);
                }
            }
        }
        return attributes;
    }

    /// The bytes of an attribute that is a text, without what fills it up.
    static Optional<byte[]> bytes(Map<String, AttributeMessage> attributes, String name) {
        AttributeMessage attribute = attributes.get(name);
        if (attribute == null || !(attribute.getDataType() instanceof StringData)) {
            return Optional.empty();
        }
        ByteBuffer data = attribute.getDataBuffer();
        byte[] bytes = new byte[data == null ? 0 : data.remaining()];
        if (data != null) {
            data.get(bytes);
        }
        return Optional.of(trimmed(bytes));
    }

    /// An attribute that is a text.
    static Optional<String> text(Map<String, AttributeMessage> attributes, String name) {
        return bytes(attributes, name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /// An attribute that is a whole number, or a flag: 0 or 1.
    static Optional<Integer> whole(Map<String, AttributeMessage> attributes, String name) {
        AttributeMessage attribute = attributes.get(name);
        if (attribute == null || attribute.getDataBuffer() == null) {
            return Optional.empty();
        }
        ByteBuffer data = attribute.getDataBuffer();
        return switch (attribute.getDataType()) {
            case FixedPoint type ->
                Optional.of(Utils.readBytesAsUnsignedInt(data.order(type.getByteOrder()), type.getSize()));
            case BitField type -> Optional.of(Utils.readBytesAsUnsignedInt(data, type.getSize()));
            default -> Optional.empty();
        };
    }

    static byte[] trimmed(byte[] bytes) {
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        return java.util.Arrays.copyOf(bytes, length);
    }

    /// Its values.
    ///
    /// @throws unfurl.InputException when it is a group, or is packed in a way that is not known
    Hdf5Dataset dataset() throws IOException {
        if (!isDataset()) {
            throw file.bad("%s has no values".formatted(path));
        }
        return Hdf5Dataset.of(this);
    }
}
