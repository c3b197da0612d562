package org.almagest.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.net.URL;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;

/// A result is read forwards, and cells are values: what would go back or read a cell as a stream
/// or large object.
abstract class UnsupportedReads extends UnsupportedUpdates {
    @Override
    public boolean absolute(int rows) throws SQLException {
        throw Failures.unsupported("absolute");
    }

    @Override
    public void afterLast() throws SQLException {
        throw Failures.unsupported("afterLast");
    }

    @Override
    public void beforeFirst() throws SQLException {
        throw Failures.unsupported("beforeFirst");
    }

    @Override
    public boolean first() throws SQLException {
        throw Failures.unsupported("first");
    }

    @Override
    public InputStream getAsciiStream(int column) throws SQLException {
        throw Failures.unsupported("getAsciiStream");
    }

    @Override
    public InputStream getAsciiStream(String label) throws SQLException {
        throw Failures.unsupported("getAsciiStream");
    }

    @Override
    public Blob getBlob(int column) throws SQLException {
        throw Failures.unsupported("getBlob");
    }

    @Override
    public Blob getBlob(String label) throws SQLException {
        throw Failures.unsupported("getBlob");
    }

    @Override
    public Reader getCharacterStream(int column) throws SQLException {
        throw Failures.unsupported("getCharacterStream");
    }

    @Override
    public Reader getCharacterStream(String label) throws SQLException {
        throw Failures.unsupported("getCharacterStream");
    }

    @Override
    public Clob getClob(int column) throws SQLException {
        throw Failures.unsupported("getClob");
    }

    @Override
    public Clob getClob(String label) throws SQLException {
        throw Failures.unsupported("getClob");
    }

    @Override
    public String getCursorName() throws SQLException {
        throw Failures.unsupported("getCursorName");
    }

    @Override
    public Reader getNCharacterStream(int column) throws SQLException {
        throw Failures.unsupported("getNCharacterStream");
    }

    @Override
    public Reader getNCharacterStream(String label) throws SQLException {
        throw Failures.unsupported("getNCharacterStream");
    }

    @Override
    public NClob getNClob(int column) throws SQLException {
        throw Failures.unsupported("getNClob");
    }

    @Override
    public NClob getNClob(String label) throws SQLException {
        throw Failures.unsupported("getNClob");
    }

    @Override
    public Ref getRef(int column) throws SQLException {
        throw Failures.unsupported("getRef");
    }

    @Override
    public Ref getRef(String label) throws SQLException {
        throw Failures.unsupported("getRef");
    }

    @Override
    public RowId getRowId(int column) throws SQLException {
        throw Failures.unsupported("getRowId");
    }

    @Override
    public RowId getRowId(String label) throws SQLException {
        throw Failures.unsupported("getRowId");
    }

    @Override
    public SQLXML getSQLXML(int column) throws SQLException {
        throw Failures.unsupported("getSQLXML");
    }

    @Override
    public SQLXML getSQLXML(String label) throws SQLException {
        throw Failures.unsupported("getSQLXML");
    }

    @Override
    public URL getURL(int column) throws SQLException {
        throw Failures.unsupported("getURL");
    }

    @Override
    public URL getURL(String label) throws SQLException {
        throw Failures.unsupported("getURL");
    }

    @Deprecated
    @Override
    public InputStream getUnicodeStream(int column) throws SQLException {
        throw Failures.unsupported("getUnicodeStream");
    }

    @Deprecated
    @Override
    public InputStream getUnicodeStream(String label) throws SQLException {
        throw Failures.unsupported("getUnicodeStream");
    }

    @Override
    public boolean isLast() throws SQLException {
        throw Failures.unsupported("isLast");
    }

    @Override
    public boolean last() throws SQLException {
        throw Failures.unsupported("last");
    }

    @Override
    public boolean previous() throws SQLException {
        throw Failures.unsupported("previous");
    }

    @Override
    public boolean relative(int rows) throws SQLException {
        throw Failures.unsupported("relative");
    }
}
